import { userError } from '../errors.ts';
import { readLines, type LineReader } from './lines.ts';
import { parseNumber } from './parse-number.ts';
import type { RowStore } from './row-store.ts';

const COLON = 58;
const HASH = 35;
const isSpace = (byte: number): boolean => byte === 32 || byte === 9;

/**
 * Reads rows of libsvm: `label` or `label:weight`, then `index:value` with indices from 0; `#`
 * begins a comment.
 */
export function readLibsvm(path: string, store: RowStore): void {
  const readLine: LineReader = (bytes, from, to) => {
    const comment = bytes.subarray(from, to).indexOf(HASH);
    const end = comment < 0 ? to : from + comment;
    let label = true;
    for (let start = from; start < end;) {
      if (isSpace(bytes[start]!)) {
        start++;
        continue;
      }
      const stop = wordEnd(bytes, start, end);
      if (label) {
        addLabel(bytes, start, stop, store);
      } else {
        addFeature(bytes, start, stop, store);
      }
      label = false;
      start = stop;
    }
  };
  readLines(path, readLine);
}

function wordEnd(bytes: Uint8Array, start: number, to: number): number {
  let at = start;
  while (at < to && !isSpace(bytes[at]!)) {
    at++;
  }
  return at;
}

function addLabel(bytes: Uint8Array, start: number, end: number, store: RowStore): void {
  const colon = bytes.subarray(start, end).indexOf(COLON);
  if (colon < 0) {
    store.addRow(parseNumber(bytes, start, end));
  } else {
    store.addRow(
      parseNumber(bytes, start, start + colon), parseNumber(bytes, start + colon + 1, end)
    );
  }
}

function addFeature(bytes: Uint8Array, start: number, end: number, store: RowStore): void {
  const colon = bytes.subarray(start, end).indexOf(COLON);
  const index = colon < 0 ? NaN : parseNumber(bytes, start, start + colon);
  const value = colon < 0 ? NaN : parseNumber(bytes, start + colon + 1, end);
  if (!Number.isInteger(index) || index < 0) {
    const word = Buffer.from(bytes.subarray(start, end)).toString('utf8');
    throw userError(
      `Failed to load libsvm data with exception:\nexpected <index>:<value>, got '${word}'`
    );
  }
  store.set(index, value);
}
