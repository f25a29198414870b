import { ValueForm } from '../judged-row.ts';
import type { FieldReader, NumberRange } from './field-reader.ts';

const [MINUS, POINT, ZERO] = [45, 46, 48];

/** Powers of ten that are exact. */
const POWERS = Float64Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`));

/** Any decimal of so many digits is the shortest text of its own double (DBL_DIG of IEEE 754). */
const EXACT_DIGITS = 15;

/** Digits that 32 bits hold: counting in them is quicker than in doubles. */
const WORD_DIGITS = 9;

/** Below, the canonical text has an exponent (ECMA-262, Number::toString). */
const SMALLEST_PLAIN = 1e-6;

/** What numbers a reader takes. */
export interface NumberForms extends NumberRange {
  /** May there be a fraction? */
  readonly fraction: boolean;
  /** The only numbers there may be. @default - any */
  readonly set?: ReadonlySet<number>;
}

/**
 * Reads plain decimals of up to 15 digits such as `-12.50`: digits and the power of ten are exact in a
 * double, so their quotient is rounded once, as `Number` does (Clinger, "How to read floating point
 * numbers accurately", 1990).
 */
export function numberReader({ min, max, fraction, set }: NumberForms): FieldReader {
  return (row, index) => {
    const { bytes } = row;
    const start = row.starts[index]!;
    const isNegative = bytes[start] === MINUS;
    const first = isNegative ? start + 1 : start;
    let at = first;
    let digits = 0;
    let digit = bytes[at]! - ZERO;
    while (digit >= 0 && digit <= 9) {
      digits = (Math.imul(digits, 10) + digit) | 0;
      at += 1;
      digit = bytes[at]! - ZERO;
    }
    const point = at;
    if (point === first || (bytes[first] === ZERO && point > first + 1)) return false;
    if (fraction && digit === POINT - ZERO) {
      at += 1;
      digit = bytes[at]! - ZERO;
      while (digit >= 0 && digit <= 9) {
        digits = (Math.imul(digits, 10) + digit) | 0;
        at += 1;
        digit = bytes[at]! - ZERO;
      }
      if (at === point + 1) return false;
    }
    if (at !== row.ends[index] || at - first > EXACT_DIGITS) return false;
    const whole = at - first > WORD_DIGITS ? longDigits(bytes, first, at) : digits;
    const size = at > point ? whole / POWERS[at - point - 1]! : whole;
    const value = isNegative ? -size : size;
    if (value < min || value > max || (set !== undefined && !set.has(value))) return false;
    if (size < SMALLEST_PLAIN && (size !== 0 || isNegative)) return false;
    row.numbers[index] = value;
    row.ends[index] = at > point ? withoutZeros(bytes, at) : at;
    row.forms[index] = ValueForm.bytes;
    return true;
  };
}

/** The digits of a decimal as a whole number, of which 32 bits may not hold all. */
function longDigits(bytes: Uint8Array, start: number, end: number): number {
  let digits = 0;
  for (let at = start; at < end; at += 1) {
    if (bytes[at] !== POINT) digits = digits * 10 + (bytes[at]! - ZERO);
  }
  return digits;
}

/** Where a number with a fraction ends without the zeros at its end. */
function withoutZeros(bytes: Uint8Array, end: number): number {
  while (bytes[end - 1] === ZERO) end -= 1;
  return bytes[end - 1] === POINT ? end - 1 : end;
}
