import { secondsOfDay } from '../time-text.ts';
import { ValueForm } from '../judged-row.ts';
import type { FieldReader, NumberRange } from './field-reader.ts';

const [HYPHEN, COLON, BLANK, T, Z, ZERO] = [45, 58, 32, 84, 90, 48];

/** Lengths of `yyyy-mm-dd`, `yyyy-mm-dd hh:mm:ss` and the latter with a Z. */
const [DATE, TIMESTAMP, WITH_Z] = [10, 19, 20];

/** Reads `yyyy-mm-dd hh:mm:ss`, also with a T in the middle or a Z at the end. */
export function timestampReader({ min, max }: NumberRange): FieldReader {
  return (row, index) => {
    const { bytes } = row;
    const start = row.starts[index]!;
    const length = row.ends[index]! - start;
    const between = bytes[start + DATE];
    if (length !== TIMESTAMP && (length !== WITH_Z || bytes[start + TIMESTAMP] !== Z)) return false;
    if (between !== BLANK && between !== T) return false;
    if (bytes[start + 13] !== COLON || bytes[start + 16] !== COLON) return false;
    const hours = pair(bytes, start + 11);
    const minutes = pair(bytes, start + 14);
    const seconds = pair(bytes, start + 17);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return false;
    if (seconds < 0 || seconds > 59) return false;
    const value = day(bytes, start) + hours * 3600 + minutes * 60 + seconds;
    // NaN, where there is no such day, is in no range.
    if (!(value >= min && value <= max)) return false;
    row.numbers[index] = value;
    row.forms[index] =
      length === TIMESTAMP && between === BLANK ? ValueForm.bytes : ValueForm.number;
    return true;
  };
}

/** Reads `yyyy-mm-dd`. */
export function dateReader({ min, max }: NumberRange): FieldReader {
  return (row, index) => {
    const start = row.starts[index]!;
    if (row.ends[index]! - start !== DATE) return false;
    const value = day(row.bytes, start);
    if (!(value >= min && value <= max)) return false;
    row.numbers[index] = value;
    row.forms[index] = ValueForm.bytes;
    return true;
  };
}

/** Seconds since 1970 at the start of the day that is written at `start`; NaN where there is none. */
function day(bytes: Uint8Array, start: number): number {
  if (bytes[start + 4] !== HYPHEN || bytes[start + 7] !== HYPHEN) return NaN;
  const century = pair(bytes, start);
  const year = pair(bytes, start + 2);
  if (century < 0 || year < 0) return NaN;
  return secondsOfDay(century * 100 + year, pair(bytes, start + 5), pair(bytes, start + 8));
}

/** The number that two digits make; -1 for anything else. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - ZERO;
  const ones = bytes[at + 1]! - ZERO;
  return (tens | ones | (9 - tens) | (9 - ones)) < 0 ? -1 : tens * 10 + ones;
}
