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

/** How pages are packed, with Snappy. */
export interface Codec {
  readonly pack: (bytes: Uint8Array) => Uint8Array;
  /** Whether packing is worth it, by some of the bytes. */
  readonly pays: (sample: Uint8Array) => boolean;
}

/** Numbers of codecs (apache/parquet-format, parquet.thrift). */
const [UNPACKED, SNAPPY] = [0, 1];

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
 * @param codec with which pages are packed where that pays. @default - they are not
 */
export function writeChunk(
  column: Column,
  { written, rows, presence }: ChunkRows & { readonly written: WrittenValues },
  codec: Codec | undefined,
): WrittenChunk {
  const { sample, dictionary } = written;
  const pays = codec !== undefined && sample !== undefined && codec.pays(sample);
  const packing = pays ? codec : undefined;
  const { missing, present } = presence;
  const pages: Page[] = [];
  if (dictionary) pages.push(dictionaryPage(dictionary, packing));
  pages.push(dataPage(written, { present, rows }, packing));
  return {
    bytes: pages.flatMap(({ header, body }) => [header, ...body]),
    describe: (at) =>
      describe(pages, { at, column, codec: pays ? SNAPPY : UNPACKED, written, rows, missing }),
  };
}

interface Page {
  readonly header: Uint8Array;
  readonly body: readonly Uint8Array[];
  /** Bytes of header and body. */
  readonly size: number;
  /** The same before they were packed. */
  readonly unpacked: number;
}

/** Bytes that are not packed are not copied. */
function page(
  plain: readonly Uint8Array[],
  type: number,
  { kind, codec }: { readonly kind: [number, ThriftValue]; readonly codec: Codec | undefined },
): Page {
  const body = codec === undefined ? plain : [codec.pack(joined(plain))];
  const [from, to] = [lengthOf(plain), lengthOf(body)];
  const sink = new ByteSink();
  const sizes = [
    [1, i32(type)],
    [2, i32(from)],
    [3, i32(to)],
  ] as const;
  writeStruct(sink, [...sizes, kind]);
  const header = sink.bytes();
  return { header, body, size: header.length + to, unpacked: header.length + from };
}

function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  const whole = new Uint8Array(lengthOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function dictionaryPage(
  { values, count }: NonNullable<WrittenValues['dictionary']>,
  codec: Codec | undefined,
): Page {
  const header = struct([1, i32(count)], [2, i32(Encoding.plain)]);
  return page([values], DICTIONARY_PAGE, { kind: [7, header], codec });
}

function dataPage(
  { encoding, values }: WrittenValues,
  { present, rows }: { readonly present: Uint8Array | undefined; readonly rows: number },
  codec: Codec | undefined,
): Page {
  const defined = new ByteSink();
  const levels = { count: rows, bits: 1 };
  if (present === undefined) writeRepeated(defined, 1, levels);
  else writeHybrid(defined, present, levels);
  const size = new ByteSink();
  size.word(defined.size);
  const rle = i32(Encoding.rle);
  const header = struct([1, i32(rows)], [2, i32(encoding)], [3, rle], [4, rle]);
  const body = [size.bytes(), defined.bytes(), values];
  return page(body, DATA_PAGE, { kind: [5, header], codec });
}

interface Description {
  readonly at: number;
  readonly column: Column;
  readonly codec: number;
  readonly written: WrittenValues;
  readonly rows: number;
  readonly missing: number;
}

function describe(
  pages: readonly Page[],
  { at, column, codec, written, rows, missing }: Description,
): ReturnType<WrittenChunk['describe']> {
  const packed = pages.reduce((sum, { size }) => sum + size, 0);
  const unpacked = pages.reduce((sum, one) => sum + one.unpacked, 0);
  const [first] = pages;
  const hasDictionary = written.dictionary !== undefined;
  const dataAt = hasDictionary ? at + first!.size : at;
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
    [4, i32(codec)],
    [5, i64(rows)],
    [6, i64(unpacked)],
    [7, i64(packed)],
    [9, i64(dataAt)],
    [11, hasDictionary ? i64(at) : undefined],
    [12, statistics],
  );
  return { chunk: struct([2, i64(at)], [3, metadata]), unpacked };
}
