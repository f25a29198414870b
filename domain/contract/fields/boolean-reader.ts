import { ValueForm } from '../judged-row.ts';
import type { FieldReader } from './field-reader.ts';

const [A, F] = [65, 102];

/** Capitals differ from small letters in one bit, which digits have too. */
const SMALL = 32;

/** Reads `true`, `false`, `yes`, `no`, their first letters, `1` and `0`, in capitals or not. */
export const booleanReader: FieldReader = (row, index) => {
  const { bytes } = row;
  const start = row.starts[index]!;
  const end = row.ends[index]!;
  const first = bytes[start]!;
  const isFive = end - start === 5;
  if (first < SMALL || end - start > 5 || (isFive && (first | SMALL) !== F)) return false;
  let code = 0;
  for (let at = isFive ? start + 1 : start; at < end; at += 1) {
    code = (code << 8) | bytes[at]! | SMALL;
  }
  const value = isFive ? ofFive(code) : ofWord(code);
  if (value < 0) return false;
  row.numbers[index] = value;
  row.forms[index] = first < A ? ValueForm.bytes : ValueForm.number;
  return true;
};

/** The value of a word of up to four letters by their codes; -1 for others. */
function ofWord(code: number): number {
  switch (code) {
    case 0x31: // 1
    case 0x74: // t
    case 0x79: // y
    case 0x796573: // yes
    case 0x74727565: // true
      return 1;
    case 0x30: // 0
    case 0x66: // f
    case 0x6e: // n
    case 0x6e6f: // no
      return 0;
    default:
      return -1;
  }
}

/** The same for the last four letters of a word that begins with f: `alse`. */
function ofFive(code: number): number {
  return code === 0x616c7365 ? 0 : -1;
}
