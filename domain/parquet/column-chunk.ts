import { ByteSink } from '../tabular/byte-sink.ts';
import { Encoding } from './column-values.ts';
import { writeHybrid, writeRepeated } from './hybrid.ts';
import { lakeType } from './lake-types.ts';
import { i32, i64, list, struct, text, writeStruct } from './thrift.ts';
import type { Column } from '../definition/data-contract.ts';
import type { WrittenValues } from './column-values.ts';
import type { Presence } from './presence.ts';
import type { ThriftValue } from './thrift.ts';

const [DATA_PAGE, DICTIONARY_PAGE] = [0, 2];

/** How pages are packed. */
export interface Codec {
  /** Its number (apache/parquet-format, parquet.thrift). */
  readonly id: number;
  readonly pack: (bytes: Uint8Array) => Uint8Array;
  /** Whether packing is worth it. */
  readonly pays: (bytes: Uint8Array) => boolean;
}

/** A column of a row group, written. */
export interface WrittenChunk {
  readonly bytes: readonly Uint8Array[];
  /** Its entry of the footer, once its place in the file is known. */
  describe(at: number): { readonly chunk: ThriftValue; readonly unpacked: number };
}

/** The rows of a column of a row group. */
export interface ChunkRows {
  readonly rows: number;
  readonly presence: Pick<Presence, 'missing' | 'present'>;
}

/**
 * Writes a column of a row group.
 *
 * @param codecs of which the first one that pays is taken; the last one always does
 */
export function writeChunk(
  column: Column,
  { written, rows, presence }: ChunkRows & { readonly written: WrittenValues },
  codecs: readonly Codec[],
): WrittenChunk {
  const codec = codecs.find(({ pays }) => pays(written.values))!;
  const { missing, present } = presence;
  const pages: Page[] = [];
  if (written.dictionary) pages.push(dictionaryPage(written.dictionary, codec));
  pages.push(dataPage(written, { present, rows }, codec));
  return {
    bytes: pages.flatMap(({ header, body }) => [header, body]),
    describe: (at) => describe(pages, { at, column, codec, written, rows, missing }),
  };
}

interface Page {
  readonly header: Uint8Array;
  readonly body: Uint8Array;
  /** Bytes of header and body before they were packed. */
  readonly unpacked: number;
}

function page(plain: Uint8Array, type: number, kind: [number, ThriftValue], codec: Codec): Page {
  const body = codec.pack(plain);
  const sink = new ByteSink();
  const sizes = [
    [1, i32(type)],
    [2, i32(plain.length)],
    [3, i32(body.length)],
  ] as const;
  writeStruct(sink, [...sizes, kind]);
  const header = sink.bytes();
  return { header, body, unpacked: header.length + plain.length };
}

function dictionaryPage(
  { values, count }: NonNullable<WrittenValues['dictionary']>,
  codec: Codec,
): Page {
  const header = struct([1, i32(count)], [2, i32(Encoding.plain)]);
  return page(values, DICTIONARY_PAGE, [7, header], codec);
}

function dataPage(
  { encoding, values }: WrittenValues,
  { present, rows }: { readonly present: Uint8Array | undefined; readonly rows: number },
  codec: Codec,
): Page {
  const defined = new ByteSink();
  const levels = { count: rows, bits: 1 };
  if (present === undefined) writeRepeated(defined, 1, levels);
  else writeHybrid(defined, present, levels);
  const definitions = defined.bytes();
  const body = new Uint8Array(4 + definitions.length + values.length);
  for (let at = 0; at < 4; at += 1) body[at] = (definitions.length >>> (8 * at)) & 255;
  body.set(definitions, 4);
  body.set(values, 4 + definitions.length);
  const rle = i32(Encoding.rle);
  const header = struct([1, i32(rows)], [2, i32(encoding)], [3, rle], [4, rle]);
  return page(body, DATA_PAGE, [5, header], codec);
}

interface Description {
  readonly at: number;
  readonly column: Column;
  readonly codec: Codec;
  readonly written: WrittenValues;
  readonly rows: number;
  readonly missing: number;
}

function describe(
  pages: readonly Page[],
  { at, column, codec, written, rows, missing }: Description,
): ReturnType<WrittenChunk['describe']> {
  const packed = pages.reduce((sum, { header, body }) => sum + header.length + body.length, 0);
  const unpacked = pages.reduce((sum, one) => sum + one.unpacked, 0);
  const [first] = pages;
  const hasDictionary = written.dictionary !== undefined;
  const dataAt = hasDictionary ? at + first!.header.length + first!.body.length : at;
  const encodings = [...new Set([Encoding.plain, Encoding.rle, written.encoding])];
  const binary = (value: Uint8Array | undefined): ThriftValue | undefined =>
    value && { kind: 'binary', value };
  const statistics = struct(
    [3, i64(missing)],
    [5, binary(written.extremes?.max)],
    [6, binary(written.extremes?.min)],
  );
  const metadata = struct(
    [1, i32(lakeType(column).physical)],
    [2, list(encodings.map(i32))],
    [3, list([text(column.name)])],
    [4, i32(codec.id)],
    [5, i64(rows)],
    [6, i64(unpacked)],
    [7, i64(packed)],
    [9, i64(dataAt)],
    [11, hasDictionary ? i64(at) : undefined],
    [12, statistics],
  );
  return { chunk: struct([2, i64(at)], [3, metadata]), unpacked };
}
