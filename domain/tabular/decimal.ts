const [MINUS, POINT, ZERO] = [45, 46, 48];

/** Any decimal of so many digits is held by a double, and so is any of these powers of ten. */
const EXACT_DIGITS = 15;
const POWERS = Float64Array.from({ length: 19 }, (_, exponent) => Number(`1e${exponent}`));

/** Digits that 32 bits hold. */
const WORD_DIGITS = 9;

/** Splits a double in two halves whose products are exact (Veltkamp; Dekker, 1971). */
const SPLITTER = 2 ** 27 + 1;

/** How far what is left of a quotient may be off, generously. */
const SLACK = 2 ** -46;

/**
 * The double that a plain decimal such as `-12.50` in bytes means, the same as `Number` makes of its text;
 * NaN for any other text, for more than 18 digits and for the few decimals that only a wider number could
 * round. Up to 15 digits and their power of ten are exact in a double, so their quotient is rounded once
 * (Clinger, "How to read floating point numbers accurately", 1990).
 */
export function decimalIn(bytes: Uint8Array, start: number, end: number): number {
  const isNegative = bytes[start] === MINUS;
  let [head, tail, count, point] = [0, 0, 0, -1];
  for (let at = isNegative ? start + 1 : start; at < end; at += 1) {
    const digit = bytes[at]! - ZERO;
    if (digit >= 0 && digit <= 9) {
      if (count < WORD_DIGITS) head = (Math.imul(head, 10) + digit) | 0;
      else tail = (Math.imul(tail, 10) + digit) | 0;
      count += 1;
    } else if (digit === POINT - ZERO && point < 0) {
      point = at;
    } else {
      return NaN;
    }
  }
  if (count === 0 || count > 2 * WORD_DIGITS) return NaN;
  const decimals = point < 0 ? 0 : end - point - 1;
  // Exact: nine digits by 5^9 take less than 53 bits, and 2^9 only moves them.
  const high = count > WORD_DIGITS ? head * POWERS[count - WORD_DIGITS]! : head;
  const sum = high + tail;
  const rest = count > EXACT_DIGITS ? tail - (sum - high) : 0;
  const size =
    count > EXACT_DIGITS ? quotient(sum, rest, POWERS[decimals]!) : sum / POWERS[decimals]!;
  return isNegative ? -size : size;
}

/** The double nearest to (sum + rest) / divisor; NaN where it is too near to the middle of two. */
function quotient(sum: number, rest: number, divisor: number): number {
  const first = sum / divisor;
  const product = first * divisor;
  const second = (sum - product - productError(first, divisor, product) + rest) / divisor;
  const low = first + second * (1 - SLACK);
  return low === first + second * (1 + SLACK) ? low : NaN;
}

/** What rounding took from a product. */
function productError(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const bHigh = upperHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

function upperHalf(value: number): number {
  const scaled = SPLITTER * value;
  return scaled - (scaled - value);
}
