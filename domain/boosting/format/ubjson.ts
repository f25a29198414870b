import { BoostingError } from '../errors.ts';
import { ByteReader } from './byte-reader.ts';
import { isTypedArray, type DocumentValue } from './document.ts';
import { encodeText } from './utf8.ts';

/**
 * Universal Binary JSON (ubjson.org, draft 12) as far as model files use it. Numbers are
 * big-endian.
 */

type NumberReader = (reader: ByteReader) => number;

const NUMBERS: Readonly<Record<string, NumberReader>> = {
  i: (reader) => reader.int8(),
  U: (reader) => reader.uint8(),
  I: (reader) => reader.int16(),
  l: (reader) => reader.int32(),
  L: (reader) => reader.int64(),
  d: (reader) => reader.float32(),
  D: (reader) => reader.float64(),
};

const CONSTANTS: Readonly<Record<string, boolean | null>> = { T: true, F: false, Z: null };

/** Reads a document. */
export function readUbjson(bytes: Uint8Array): DocumentValue {
  const reader = new ByteReader(bytes, false);
  return readValue(reader, readMarker(reader));
}

function readMarker(reader: ByteReader): string {
  return String.fromCharCode(reader.uint8());
}

function readValue(reader: ByteReader, marker: string): DocumentValue {
  if (marker === '{') {
    return readObject(reader);
  }
  if (marker === '[') {
    return readArray(reader);
  }
  if (marker === 'S') {
    return readText(reader);
  }
  const constant = CONSTANTS[marker];
  return constant === undefined ? readNumber(reader, marker) : constant;
}

function readNumber(reader: ByteReader, marker: string): number {
  const read = NUMBERS[marker];
  if (!read) {
    throw new BoostingError('ModelUnreadable',
      `expected a UBJSON value before byte ${reader.position}, got the marker '${marker}'`);
  }
  return read(reader);
}

function readText(reader: ByteReader): string {
  return reader.text(readNumber(reader, readMarker(reader)));
}

function readObject(reader: ByteReader): DocumentValue {
  const out: Record<string, DocumentValue> = {};
  while (!skipIf(reader, '}')) {
    const key = readText(reader);
    out[key] = readValue(reader, readMarker(reader));
  }
  return out;
}

function readArray(reader: ByteReader): DocumentValue {
  const type = skipIf(reader, '$') ? readMarker(reader) : undefined;
  const out: DocumentValue[] = [];
  if (!skipIf(reader, '#')) {
    while (!skipIf(reader, ']')) {
      out.push(readValue(reader, readMarker(reader)));
    }
    return out;
  }
  const length = readNumber(reader, readMarker(reader));
  for (let i = 0; i < length; i++) {
    out.push(readValue(reader, type ?? readMarker(reader)));
  }
  return out;
}

function skipIf(reader: ByteReader, marker: string): boolean {
  const found = reader.peek() === marker.charCodeAt(0);
  if (found) {
    reader.seek(reader.position + 1);
  }
  return found;
}

/** Writes a document; typed arrays keep their type. */
export function writeUbjson(value: DocumentValue): Uint8Array {
  const parts: Uint8Array[] = [];
  writeValue(value, parts);
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function writeValue(value: DocumentValue, parts: Uint8Array[]): void {
  if (typeof value === 'string') {
    parts.push(encodeText('S'));
    writeText(value, parts);
  } else if (typeof value === 'number') {
    parts.push(pack('l', 4, (view) => view.setInt32(1, value)));
  } else if (typeof value === 'boolean' || value === null) {
    parts.push(encodeText(value === null ? 'Z' : (value ? 'T' : 'F')));
  } else if (isTypedArray(value)) {
    parts.push(packArray(value));
  } else if (Array.isArray(value)) {
    parts.push(encodeText('[#'), length(value.length));
    value.forEach((element) => writeValue(element, parts));
  } else {
    parts.push(encodeText('{'));
    for (const [key, member] of Object.entries(value)) {
      writeText(key, parts);
      writeValue(member, parts);
    }
    parts.push(encodeText('}'));
  }
}

function writeText(text: string, parts: Uint8Array[]): void {
  const bytes = encodeText(text);
  parts.push(length(bytes.length), bytes);
}

function length(count: number): Uint8Array {
  return pack('L', 8, (view) => view.setBigInt64(1, BigInt(count)));
}

function pack(marker: string, size: number, write: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(1 + size);
  bytes[0] = marker.charCodeAt(0);
  write(new DataView(bytes.buffer));
  return bytes;
}

function packArray(values: Float32Array | Int32Array | Uint8Array | BigInt64Array): Uint8Array {
  const head = `[$${arrayMarker(values)}#`;
  const bytes = new Uint8Array(head.length + 9 + values.byteLength);
  bytes.set(encodeText(head));
  bytes.set(length(values.length), head.length);
  const view = new DataView(bytes.buffer, head.length + 9);
  values.forEach((value: number | bigint, i: number) => {
    if (typeof value === 'bigint') {
      view.setBigInt64(8 * i, value);
    } else if (values instanceof Float32Array) {
      view.setFloat32(4 * i, value);
    } else if (values instanceof Int32Array) {
      view.setInt32(4 * i, value);
    } else {
      view.setUint8(i, value);
    }
  });
  return bytes;
}

function arrayMarker(values: Float32Array | Int32Array | Uint8Array | BigInt64Array): string {
  if (values instanceof Float32Array) {
    return 'd';
  }
  if (values instanceof Int32Array) {
    return 'l';
  }
  return values instanceof Uint8Array ? 'U' : 'L';
}
