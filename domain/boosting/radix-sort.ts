const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const SIGN = 0x8000_0000;
const KEY_BITS = 32;

/**
 * Where the numbers stand in rising order; equal ones keep their order. None of them may be NaN.
 */
export function sortedOrder(values: Float32Array): Uint32Array {
  const keys = orderedBits(values);
  let from = new Uint32Array(values.length);
  let to = new Uint32Array(values.length);
  for (let i = 0; i < from.length; i++) {
    from[i] = i;
  }
  for (let shift = 0; shift < KEY_BITS; shift += DIGIT_BITS) {
    sortByDigit(keys, from, to, shift);
    [from, to] = [to, from];
  }
  return from;
}

/** Whole numbers in the order of the floats whose bits they are made of. */
function orderedBits(values: Float32Array): Uint32Array {
  const keys = Uint32Array.from(new Uint32Array(values.buffer, values.byteOffset, values.length));
  for (let i = 0; i < keys.length; i++) {
    const bits = keys[i]!;
    keys[i] = bits >= SIGN ? ~bits : bits | SIGN;
  }
  return keys;
}

function sortByDigit(keys: Uint32Array, from: Uint32Array, to: Uint32Array, shift: number): void {
  const places = new Uint32Array(DIGITS + 1);
  for (let i = 0; i < keys.length; i++) {
    places[((keys[i]! >>> shift) & (DIGITS - 1)) + 1]!++;
  }
  for (let digit = 1; digit < DIGITS; digit++) {
    places[digit]! += places[digit - 1]!;
  }
  for (let i = 0; i < from.length; i++) {
    const at = from[i]!;
    to[places[(keys[at]! >>> shift) & (DIGITS - 1)]!++] = at;
  }
}
