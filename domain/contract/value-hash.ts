import { encodeUtf8 } from '../tabular/utf8.ts';
import { ValueForm } from './judged-row.ts';
import type { ByteHash } from '../hashing/byte-hash.ts';
import type { JudgedRow } from './judged-row.ts';

/** Hashes a value: the same for the same canonical text, however it was written in the file. */
export function hashValue(row: JudgedRow, index: number, hash: ByteHash): void {
  const value = row.numbers[index]!;
  if (!Number.isNaN(value)) {
    hash.ofNumber(value);
  } else if (row.forms[index] === ValueForm.bytes) {
    hash.ofBytes(row.bytes, row.starts[index]!, row.ends[index]!);
  } else {
    const bytes = encodeUtf8(row.text(index));
    hash.ofBytes(bytes, 0, bytes.length);
  }
}

/** Hashes all values of a row in their order. */
export function hashRow(row: JudgedRow, hash: ByteHash): void {
  let low = 0;
  let high = 0;
  for (let index = 0; index < row.numbers.length; index += 1) {
    hashValue(row, index, hash);
    hash.ofWords(Math.imul(low, 31) + hash.low, Math.imul(high, 31) + hash.high);
    ({ low, high } = hash);
  }
}
