const BITS = 66;

/** The double next to `numerator / denominator * 2^exponent`, for results that are normal numbers. */
export function ratio(numerator: bigint, denominator: bigint, exponent = 0): number {
  if (numerator === 0n) return 0;
  const size = numerator < 0n ? -numerator : numerator;
  const shift = BITS - (bitsOf(size) - bitsOf(denominator));
  const [dividend, divisor] =
    shift >= 0 ? [size << BigInt(shift), denominator] : [size, denominator << BigInt(-shift)];
  // The last bit tells of whatever is cut off, so that the one rounding, by Number, is the right one.
  const sticky = dividend % divisor === 0n ? 0n : 1n;
  const quotient = Number((dividend / divisor) | sticky);
  const scaled = scale(quotient, exponent - shift);
  return numerator < 0n ? -scaled : scaled;
}

/** Multiplies by a power of two that may itself be out of the range of doubles. */
function scale(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
}

function bitsOf(value: bigint): number {
  return value.toString(16).length * 4;
}
