import { judgeOf } from '../contract/value-judge.ts';
import { DomainError } from '../errors.ts';
import { encodeUtf8 } from '../tabular/utf8.ts';
import type { DataContract } from '../definition/data-contract.ts';

/** The person whose rows are erased. */
export interface Subject {
  /** The column that says whose row it is. */
  readonly column: string;
  /** Whether a value of that column, canonical or as it was sent, is this person's. */
  matches(text: string): boolean;
  /** Whether the key stands anywhere in bytes that cannot be read as rows. */
  isIn(bytes: Uint8Array): boolean;
}

/**
 * The person of a key, as the contract tells persons apart.
 *
 * @throws DomainError `NoSubject` where it does not
 */
export function subjectOf({ subject, columns }: DataContract, key: string): Subject {
  const column = columns.find(({ name }) => name === subject);
  if (column === undefined) {
    throw new DomainError(
      'NoSubject',
      "write in 'contract.subject' which column says whose row it is",
    );
  }
  const judge = judgeOf({
    ...column,
    nullable: true,
    range: undefined,
    set: undefined,
    pattern: undefined,
  });
  const wanted = judge(key);
  const plain = key.trim();
  if (plain === '') throw new DomainError('NoSubject', 'give the key of a person: it is empty');
  return {
    column: column.name,
    isIn: (bytes) => holds(bytes, encodeUtf8(plain)),
    matches: (text) =>
      text.trim() === plain || (typeof wanted === 'string' && judge(text) === wanted),
  };
}

function holds(bytes: Uint8Array, wanted: Uint8Array): boolean {
  for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
}
