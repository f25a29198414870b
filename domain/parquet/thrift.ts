import { encodeUtf8 } from '../tabular/utf8.ts';
import type { ByteSink } from '../tabular/byte-sink.ts';

/** A value as Thrift's compact protocol tells kinds apart. */
export type ThriftValue =
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'i32' | 'i64'; readonly value: number }
  | { readonly kind: 'binary'; readonly value: Uint8Array }
  | { readonly kind: 'list'; readonly items: readonly ThriftValue[] }
  | { readonly kind: 'struct'; readonly fields: ThriftFields };

/** Members of a structure by their numbers, in ascending order. */
export type ThriftFields = readonly (readonly [id: number, value: ThriftValue])[];

const TYPES = { i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const;
const [TRUE, FALSE, STOP] = [1, 2, 0];

/** A whole number that fits into a double. */
export function i64(value: number): ThriftValue {
  return { kind: 'i64', value };
}

/** A small whole number. */
export function i32(value: number): ThriftValue {
  return { kind: 'i32', value };
}

/** A text. */
export function text(value: string): ThriftValue {
  return { kind: 'binary', value: encodeUtf8(value) };
}

/** Values of one kind. */
export function list(items: readonly ThriftValue[]): ThriftValue {
  return { kind: 'list', items };
}

/** A structure; members without a value are left out. */
export function struct(
  ...fields: readonly (readonly [id: number, value: ThriftValue | undefined])[]
): ThriftValue & { readonly kind: 'struct' } {
  return {
    kind: 'struct',
    fields: fields.filter((field): field is [number, ThriftValue] => field[1] !== undefined),
  };
}

/**
 * Writes a structure in Thrift's compact protocol, which Parquet's headers and footers are written in
 * (Apache Thrift, doc/specs/thrift-compact-protocol.md).
 */
export function writeStruct(sink: ByteSink, fields: ThriftFields): void {
  let before = 0;
  for (const [id, value] of fields) {
    const type = typeOf(value);
    if (id - before <= 15) {
      sink.byte(((id - before) << 4) | type);
    } else {
      sink.byte(type);
      writeVarint(sink, 2 * id);
    }
    before = id;
    if (value.kind !== 'boolean') writeValue(sink, value);
  }
  sink.byte(STOP);
}

/** Writes a number as groups of seven bits, the lowest first. */
export function writeVarint(sink: ByteSink, value: number): void {
  while (value >= 128) {
    sink.byte((value % 128) | 128);
    value = Math.floor(value / 128);
  }
  sink.byte(value);
}

function typeOf(value: ThriftValue): number {
  if (value.kind === 'boolean') return value.value ? TRUE : FALSE;
  return TYPES[value.kind];
}

function writeValue(sink: ByteSink, value: Exclude<ThriftValue, { kind: 'boolean' }>): void {
  switch (value.kind) {
    case 'binary':
      writeVarint(sink, value.value.length);
      return sink.all(value.value);
    case 'list':
      return writeList(sink, value.items);
    case 'struct':
      return writeStruct(sink, value.fields);
    default:
      // Zigzag: small negative numbers stay short.
      return writeVarint(sink, value.value < 0 ? -2 * value.value - 1 : 2 * value.value);
  }
}

function writeList(sink: ByteSink, items: readonly ThriftValue[]): void {
  const [first] = items;
  const type = first === undefined ? TYPES.i32 : typeOf(first);
  if (items.length < 15) {
    sink.byte((items.length << 4) | type);
  } else {
    sink.byte(0xf0 | type);
    writeVarint(sink, items.length);
  }
  for (const item of items) if (item.kind !== 'boolean') writeValue(sink, item);
}
