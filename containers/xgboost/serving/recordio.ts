/**
 * RecordIO-wrapped protobuf as SageMaker defines it: frames of a magic number, a length, and a
 * `Record` message.
 */
import { valueError } from './payload.ts';

const MAGIC = 0xced7230a;

/** The numbers of one entry of a record. A tensor with keys holds values at some places only. */
export interface Tensor {
  readonly values: readonly number[];
  readonly keys: readonly number[];
  readonly shape: readonly number[];
}

/** The features of every record. */
export function readRecords(bytes: Buffer): readonly Tensor[] {
  const records: Tensor[] = [];
  for (let at = 0; at < bytes.length;) {
    if (at + 8 > bytes.length || bytes.readUInt32LE(at) !== MAGIC) {
      throw valueError('Incomplete or invalid RecordIO frame');
    }
    const length = bytes.readUInt32LE(at + 4);
    records.push(featuresOf(bytes.subarray(at + 8, at + 8 + length)));
    at += 8 + Math.ceil(length / 4) * 4;
  }
  return records;
}

const FEATURES_FIELD = 1;
const KEY_FIELD = 1;
const VALUE_FIELD = 2;
const EMPTY: Tensor = { values: [], keys: [], shape: [] };

function featuresOf(record: Buffer): Tensor {
  const entries = fieldsOf(record).filter(
    ({ field }) => field === FEATURES_FIELD
  ).map(({ bytes }) => fieldsOf(bytes));
  const entry = entries.find(
    (fields) => fields.some(({ field, bytes }) => field === KEY_FIELD && String(bytes) === 'values')
  );
  const value = entry?.find(({ field }) => field === VALUE_FIELD);
  const [tensor] = value ? fieldsOf(value.bytes) : [];
  return tensor ? tensorOf(tensor) : EMPTY;
}

type NumberReader = (bytes: Buffer) => readonly number[];

const fixed = (size: number, read: (bytes: Buffer, at: number) => number): NumberReader =>
  (bytes) =>
  Array.from({ length: Math.floor(bytes.length / size) }, (_, i) => read(bytes, i * size));

const VALUE_READERS: Readonly<Record<number, NumberReader>> = {
  2: fixed(4, (bytes, at) => bytes.readFloatLE(at)),
  3: fixed(8, (bytes, at) => bytes.readDoubleLE(at)),
  7: readVarints,
};

function tensorOf({ field, bytes }: Field): Tensor {
  const parts = fieldsOf(bytes);
  const read = (number: number, reader: NumberReader) =>
    parts.filter((part) => part.field === number).flatMap((part) => reader(part.bytes));
  return {
    values: read(1, VALUE_READERS[field] ?? readVarints), keys: read(2, readVarints),
    shape: read(3, readVarints),
  };
}

interface Field {
  readonly field: number;
  readonly bytes: Buffer;
}

/** The fields of a protobuf message; only those with a length occur in records. */
function fieldsOf(message: Buffer): readonly Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < message.length;) {
    const tag = readVarint(message, at);
    if ((tag.value & 7) !== 2) {
      throw valueError('Error parsing message');
    }
    const length = readVarint(message, tag.end);
    fields.push(
      { field: tag.value >>> 3, bytes: message.subarray(length.end, length.end + length.value) }
    );
    at = length.end + length.value;
  }
  return fields;
}

function readVarints(bytes: Buffer): readonly number[] {
  const values: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const { value, end } = readVarint(bytes, at);
    values.push(value);
    at = end;
  }
  return values;
}

const WORD = 2n ** 64n;
const HALF_WORD = 2n ** 63n;

function readVarint(
  bytes: Buffer, start: number,
): { readonly value: number; readonly end: number } {
  let value = 0n;
  for (let at = start, shift = 0n; ; at++, shift += 7n) {
    const byte = bytes[at];
    if (byte === undefined) {
      throw valueError('Error parsing message');
    }
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) {
      return { value: Number(value >= HALF_WORD ? value - WORD : value), end: at + 1 };
    }
  }
}

/**
 * Writes a record per prediction, with each member as float32 numbers under its name among the
 * labels.
 */
export function writeRecords(predictions: readonly Readonly<Record<string, unknown>>[]): Buffer {
  return Buffer.concat(predictions.map((prediction) => frame(Buffer.concat(
    Object.entries(prediction).map(
      ([key, value]) => labelEntry(key, [value].flat().map(Number))
    )))));
}

const LABEL_FIELD = 2;
const FLOAT32_FIELD = 2;

function labelEntry(key: string, values: readonly number[]): Buffer {
  const packed = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => packed.writeFloatLE(value, i * 4));
  const tensor = field(FLOAT32_FIELD, field(1, packed));
  return field(
    LABEL_FIELD, Buffer.concat([field(KEY_FIELD, Buffer.from(key)), field(VALUE_FIELD, tensor)])
  );
}

function field(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...lengthBytes(bytes.length)]), bytes]);
}

function lengthBytes(length: number): readonly number[] {
  return length < 0x80 ? [length] : [(length & 0x7f) | 0x80, ...lengthBytes(length >>> 7)];
}

function frame(record: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(MAGIC, 0);
  head.writeUInt32LE(record.length, 4);
  return Buffer.concat([head, record, Buffer.alloc((4 - record.length % 4) % 4)]);
}
