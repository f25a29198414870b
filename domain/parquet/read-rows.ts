import { parquetMetadata } from 'hyparquet/src/metadata.js';
import { snappyUncompress } from 'hyparquet/src/snappy.js';
import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js';
import { DomainError } from '../errors.ts';
import { rangeOf } from './check-parquet.ts';
import { Encoding } from './column-values.ts';
import { plainOf, readDelta } from './delta-reader.ts';
import { readHybrid } from './hybrid-reader.ts';
import { plainReader } from './plain-reader.ts';
import type { ColumnMetaData, SchemaElement } from 'hyparquet';

/**
 * All rows of a file that `ParquetWriter` has written, as canonical texts of the named columns; those
 * that the file does not have are empty. Files of others are read by `ParquetFile`, which knows more and
 * is slower.
 */
export function readParquetRows(bytes: Uint8Array, names: readonly string[]): string[][] {
  const { row_groups, schema } = parquetMetadata(bytes, { geoparquet: false });
  const elements = new Map(schema.slice(1).map((element) => [element.name, element]));
  const rows: string[][] = [];
  for (const { columns, num_rows } of row_groups) {
    const count = Number(num_rows);
    const chunks = new Map(
      columns.map(({ meta_data }) => [meta_data?.path_in_schema[0], meta_data]),
    );
    const texts = names.map((name) => {
      const [chunk, element] = [chunks.get(name), elements.get(name)];
      return chunk && element && readChunk(bytes, { chunk, element, count });
    });
    for (let row = 0; row < count; row += 1) rows.push(texts.map((column) => column?.[row] ?? ''));
  }
  return rows;
}

interface Chunk {
  readonly chunk: ColumnMetaData;
  readonly element: SchemaElement;
  readonly count: number;
}

/** The texts of a column of a row group: maybe a dictionary, then one page. */
function readChunk(bytes: Uint8Array, { chunk, element, count }: Chunk): readonly string[] {
  const { from, to } = rangeOf(chunk);
  const view = new DataView(bytes.buffer, bytes.byteOffset + from, to - from);
  const reader = { view, offset: 0 };
  const read = plainReader(element);
  let dictionary: readonly string[] = [];
  while (reader.offset < view.byteLength) {
    const header = deserializeTCompactProtocol(reader);
    const packed = new Uint8Array(view.buffer, view.byteOffset + reader.offset, header.field_3);
    const body = chunk.codec === 'SNAPPY' ? unpack(packed, header.field_2) : packed;
    reader.offset += packed.length;
    const page = header.field_5;
    if (page === undefined) dictionary = read(body, header.field_7.field_1);
    else {
      const width = element.type === 'INT32' ? 4 : 8;
      return readPage(body, { count, width, encoding: page.field_2, dictionary, read });
    }
  }
  throw new DomainError('BrokenParquet', `restore the file: '${element.name}' has no values`);
}

function unpack(packed: Uint8Array, size: number): Uint8Array {
  const body = new Uint8Array(size);
  snappyUncompress(packed, body);
  return body;
}

interface Page {
  readonly count: number;
  readonly encoding: number;
  /** Bytes of a whole number that is written plainly. */
  readonly width: 4 | 8;
  readonly dictionary: readonly string[];
  readonly read: (bytes: Uint8Array, count: number) => readonly string[];
}

function readPage(body: Uint8Array, page: Page): readonly string[] {
  const { count } = page;
  const size = new DataView(body.buffer, body.byteOffset).getUint32(0, true);
  const present = readHybrid(body.subarray(4, 4 + size), { count, bits: 1 });
  let there = 0;
  for (let row = 0; row < count; row += 1) there += present[row]!;
  const texts = readValues(body.subarray(4 + size), there, page);
  if (there === count) return texts;
  let next = 0;
  return Array.from(present, (isThere) => (isThere === 1 ? texts[next++]! : ''));
}

function readValues(
  values: Uint8Array,
  count: number,
  { encoding, width, dictionary, read }: Page,
): readonly string[] {
  switch (encoding) {
    case Encoding.dictionary:
      return looked(values, count, dictionary);
    case Encoding.delta:
      return read(plainOf(readDelta(values, count), width), count);
    default:
      return read(values, count);
  }
}

function looked(
  values: Uint8Array,
  count: number,
  dictionary: readonly string[],
): readonly string[] {
  const indices = readHybrid(values.subarray(1), { count, bits: values[0]! });
  return Array.from(indices, (index) => dictionary[index]!);
}
