import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 1 << 20;
const NEWLINE = 10;
const RETURN = 13;

/** Called with the place of a line among bytes that hold only during the call. */
export type LineReader = (bytes: Uint8Array, from: number, to: number) => void;

/** Reads a file line by line, without ever holding more than a chunk and the longest line. */
export function readLines(path: string, read: LineReader): void {
  const file = openSync(path, 'r');
  try {
    let buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    let held = 0;
    for (;;) {
      if (held === buffer.length) {
        buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
      }
      const count = readSync(file, buffer, held, buffer.length - held, null);
      if (count === 0) {
        break;
      }
      held = readWhole(buffer, held + count, read);
    }
    if (held > 0) {
      readOne(buffer, 0, held, read);
    }
  } finally {
    closeSync(file);
  }
}

/** The first line of a file, with its line end, cut off after a chunk. */
export function firstLine(path: string): string {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    const count = readSync(file, buffer, 0, buffer.length, null);
    const end = buffer.subarray(0, count).indexOf(NEWLINE);
    return buffer.toString('utf8', 0, end < 0 ? count : end + 1);
  } finally {
    closeSync(file);
  }
}

function readWhole(buffer: Buffer, length: number, read: LineReader): number {
  let start = 0;
  for (;;) {
    const end = buffer.indexOf(NEWLINE, start);
    if (end < 0 || end >= length) {
      buffer.copyWithin(0, start, length);
      return length - start;
    }
    readOne(buffer, start, end, read);
    start = end + 1;
  }
}

function readOne(buffer: Buffer, start: number, end: number, read: LineReader): void {
  const last = end > start && buffer[end - 1] === RETURN ? end - 1 : end;
  if (last > start) {
    read(buffer, start, last);
  }
}
