import { ValueForm } from '../judged-row.ts';
import type { FieldReader } from './field-reader.ts';

const A = 65;

const WORDS: ReadonlyMap<number, number> = new Map(
  [
    ['1', 1],
    ['0', 0],
    ['t', 1],
    ['f', 0],
    ['y', 1],
    ['n', 0],
    ['yes', 1],
    ['no', 0],
    ['true', 1],
    ['false', 0],
  ].map(([word, value]) => [codeOf(String(word)), Number(value)]),
);

/** Reads `true`, `false`, `yes`, `no`, their first letters, `1` and `0`, in capitals or not. */
export const booleanReader: FieldReader = (row, index) => {
  const start = row.starts[index]!;
  const end = row.ends[index]!;
  if (end - start > 5) return false;
  let code = 0;
  // Capitals differ from small letters in one bit, which digits have too.
  for (let at = start; at < end; at += 1) code = code * 256 + (row.bytes[at]! | 32);
  const value = WORDS.get(code);
  if (value === undefined || row.bytes[start]! < 32) return false;
  row.numbers[index] = value;
  row.forms[index] = row.bytes[start]! < A ? ValueForm.bytes : ValueForm.number;
  return true;
};

function codeOf(word: string): number {
  return Array.from(word).reduce((code, letter) => code * 256 + letter.charCodeAt(0), 0);
}
