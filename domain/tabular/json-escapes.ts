import { encodeUtf8 } from './utf8.ts';

const [BACKSLASH, U] = [92, 117];

/** By the letter behind the backslash: the byte that is meant (RFC 8259, 7). */
const SINGLE = new Map(
  Object.entries({ '"': 34, '\\': 92, '/': 47, b: 8, f: 12, n: 10, r: 13, t: 9 }).map(
    ([letter, byte]) => [letter.charCodeAt(0), byte],
  ),
);

/** A text whose escapes were written out. */
export interface Unescaped {
  /** Where it ends now; -1 where an escape is none. */
  readonly end: number;
  /** All bytes that were written, or-ed. */
  readonly seen: number;
  readonly holdsNul: boolean;
}

/** Writes what escapes mean over a text with escapes, which never becomes longer by it. */
export function unescapeJson(bytes: Uint8Array, start: number, end: number): Unescaped {
  let [from, to, seen, holdsNul] = [start, start, 0, false];
  while (from < end) {
    const code = bytes[from]!;
    if (code !== BACKSLASH) {
      bytes[to++] = code;
      from += 1;
      continue;
    }
    const { written, length } = escapeAt(bytes, from + 1, end);
    if (length === 0) return { end: -1, seen, holdsNul };
    for (const byte of written) {
      bytes[to++] = byte;
      seen |= byte;
      if (byte === 0) holdsNul = true;
    }
    from += 1 + length;
  }
  return { end: to, seen, holdsNul };
}

/** What an escape means, and how long it is behind its backslash; 0 for one that is none. */
function escapeAt(
  bytes: Uint8Array,
  at: number,
  end: number,
): { readonly written: Iterable<number>; readonly length: number } {
  const single = SINGLE.get(bytes[at]!);
  if (single !== undefined) return { written: [single], length: 1 };
  const unit = unitAt(bytes, at, end);
  const isHigh = unit >= 0xd800 && unit < 0xdc00;
  const low = isHigh && bytes[at + 5] === BACKSLASH ? unitAt(bytes, at + 6, end) : -1;
  if (isHigh && low >= 0xdc00 && low < 0xe000) {
    return { written: encodeUtf8(String.fromCharCode(unit, low)), length: 11 };
  }
  // Half of a pair is no character.
  if (unit < 0 || (unit >= 0xd800 && unit < 0xe000)) return { written: [], length: 0 };
  return { written: encodeUtf8(String.fromCharCode(unit)), length: 5 };
}

/** The number of `uXXXX`; -1 for anything else. */
function unitAt(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== U || at + 5 > end) return -1;
  let unit = 0;
  for (let next = at + 1; next < at + 5; next += 1) {
    const digit = hexDigit(bytes[next]!);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const small = code | 32;
  return small >= 97 && small <= 102 ? small - 87 : -1;
}
