const ZERO = 48;
const NINE = 57;
const DOT = 46;
const MINUS = 45;
const PLUS = 43;
const EXACT_DIGITS = 15;
const POWERS = Array.from({ length: 23 }, (_, i) => 10 ** i);
const PREFIX = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|nan|inf(?:inity)?)/i;

/**
 * The number that bytes `from` to before `to` begin with; `NaN` when they begin with none.
 *
 * What follows the number is passed over, as the data parser of XGBoost does: `1:2` is 1.
 */
export function parseNumber(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  const first = bytes[at]!;
  if (first === MINUS || first === PLUS) {
    at++;
  }
  let mantissa = 0;
  let digits = 0;
  let scale = -1;
  for (; at < to; at++) {
    const byte = bytes[at]!;
    if (byte >= ZERO && byte <= NINE) {
      mantissa = mantissa * 10 + (byte - ZERO);
      digits++;
      scale += scale < 0 ? 0 : 1;
    } else if (byte === DOT && scale < 0) {
      scale = 0;
    } else {
      return parseSlowly(bytes, from, to);
    }
  }
  if (digits === 0 || digits > EXACT_DIGITS) {
    return parseSlowly(bytes, from, to);
  }
  const value = scale > 0 ? mantissa / POWERS[scale]! : mantissa;
  return first === MINUS ? -value : value;
}

function parseSlowly(bytes: Uint8Array, from: number, to: number): number {
  const text = Buffer.from(
    bytes.buffer, bytes.byteOffset + from, to - from
  ).toString('latin1').trim();
  const prefix = PREFIX.exec(text)?.[0];
  if (prefix === undefined) {
    return NaN;
  }
  const word = prefix.replace(/^[+-]/, '').toLowerCase();
  if (word.startsWith('inf')) {
    return prefix.startsWith('-') ? -Infinity : Infinity;
  }
  return word === 'nan' ? NaN : Number(prefix);
}
