import { parquetHeader } from 'hyparquet/src/column.js';
import { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { decompressPage, readDataPage, readDataPageV2 } from 'hyparquet/src/datapage.js';
import { readPlain } from 'hyparquet/src/plain.js';
import { DomainError } from '../errors.ts';
import { CODECS } from './codecs.ts';
import { TextPile } from './text-pile.ts';
import { PARSERS } from './value-texts.ts';
import type { ColumnMetaData, SchemaTree } from 'hyparquet';
import type { ColumnTexts } from './value-texts.ts';

type Decoder = Parameters<typeof convert>[1];
type Values = ReturnType<typeof convert>;
type Header = ReturnType<typeof parquetHeader>;

/** Rows that room is made for at first: more are taken on trust only once they are there. */
const FIRST_ROWS = 1 << 17;

/** A column of a row group. */
export interface Chunk {
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly metadata: Pick<ColumnMetaData, 'codec' | 'type' | 'path_in_schema'>;
  /** From the root to the column. */
  readonly path: readonly SchemaTree[];
  readonly texts: ColumnTexts;
}

/**
 * Reads a plain column as texts, one page after the other: of the values of a page that were unpacked,
 * nothing is kept beside them.
 */
export function readColumnTexts(chunk: Chunk): TextPile {
  const { bytes, rows } = chunk;
  const pages = new PageReader(chunk);
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 };
  // As many bytes as end a chunk for the reader of its pages.
  while (pages.pile.count < rows && reader.offset < bytes.length - 1) {
    const header = parquetHeader(reader);
    const end = reader.offset + header.compressed_page_size;
    pages.take(header, bytes.subarray(reader.offset, end));
    reader.offset = end;
  }
  return pages.pile;
}

class PageReader {
  public readonly pile: TextPile;
  private readonly decoder: Decoder;
  private readonly texts: ColumnTexts;
  private dictionary: TextPile | undefined;

  constructor({ rows, metadata, path, texts }: Chunk) {
    this.pile = new TextPile(Math.min(rows, FIRST_ROWS));
    this.texts = texts;
    this.decoder = {
      pathInSchema: metadata.path_in_schema,
      type: metadata.type,
      element: path.at(-1)!.element,
      schemaPath: [...path],
      codec: metadata.codec,
      parsers: { ...DEFAULT_PARSERS, ...PARSERS },
      compressors: CODECS,
    };
  }

  /** Takes the next page. */
  public take(header: Header, packed: Uint8Array): void {
    const { type, data_page_header: v1, data_page_header_v2: v2 } = header;
    if (type === 'DICTIONARY_PAGE') return this.takeDictionary(header, packed);
    if (type === 'DATA_PAGE_V2' && v2 !== undefined) {
      const { definitionLevels, dataPage } = readDataPageV2(packed, header, this.decoder);
      this.takeValues(dataPage, { levels: definitionLevels, count: v2.num_values, ...v2 });
    } else if (type === 'DATA_PAGE' && v1 !== undefined) {
      const page = this.unpacked(header, packed);
      const { definitionLevels, dataPage } = readDataPage(page, v1, this.decoder);
      this.takeValues(dataPage, { levels: definitionLevels, count: v1.num_values, ...v1 });
    } else {
      throw broken(`it has pages of type ${String(type)}`);
    }
  }

  private takeDictionary(header: Header, packed: Uint8Array): void {
    const page = this.unpacked(header, packed);
    const { element, type } = this.decoder;
    const count = header.dictionary_page_header?.num_values ?? 0;
    const reader = { view: new DataView(page.buffer, page.byteOffset, page.length), offset: 0 };
    const values = this.meant(readPlain(reader, type, count, element.type_length));
    this.dictionary = new TextPile(values.length);
    for (let at = 0; at < values.length; at += 1) {
      this.texts.write(values[at], this.dictionary);
      this.dictionary.end();
    }
  }

  private takeValues(data: Values, { levels, count, encoding }: Page): void {
    const { pile, texts, dictionary } = this;
    const isPlace = dictionary !== undefined && encoding.endsWith('_DICTIONARY');
    const values = isPlace ? data : this.meant(data);
    const hasLevels = levels !== undefined && levels.length > 0;
    let next = 0;
    for (let at = 0; at < count; at += 1) {
      if (!hasLevels || levels[at] === 1) {
        if (next === values.length) throw broken('a page lacks values');
        const value: unknown = values[next++];
        if (isPlace) pile.from(dictionary, placeIn(dictionary, value));
        else texts.write(value, pile);
      }
      pile.end();
    }
  }

  private unpacked({ uncompressed_page_size: size }: Header, packed: Uint8Array): Uint8Array {
    const { codec, compressors } = this.decoder;
    return decompressPage(packed, size, codec, compressors);
  }

  private meant(values: Values): Values {
    return this.texts.isStored ? values : convert(values, this.decoder);
  }
}

interface Page {
  readonly levels: ArrayLike<number> | undefined;
  readonly count: number;
  readonly encoding: string;
}

function placeIn({ count }: TextPile, place: unknown): number {
  if (typeof place !== 'number' || place >= count) throw broken('a value is not in its dictionary');
  return place;
}

function broken(what: string): DomainError {
  return new DomainError('BrokenParquet', `save the file again: ${what}`);
}
