import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../../conformance/xgboost-container/', import.meta.url);

/** The path of something among the recorded cases. */
export const recordedPath = (name: string): string => fileURLToPath(new URL(name, folder));

/** The rows of a file of recorded cases; Python's NaN and infinities are in them as they stand. */
export function recordedRows<T>(name: string): T[] {
  const rows = readFileSync(recordedPath(name), 'utf8').trim().split('\n');
  const readable = (row: string) =>
    row.replace(/: (-?Infinity|NaN)([,}])/g, ': {"special": "$1"}$2');
  return rows.map((row) => JSON.parse(readable(row)) as T);
}
