/** Reads numbers that `writeHybrid` has written. */
export function readHybrid(
  bytes: Uint8Array,
  { count, bits }: { readonly count: number; readonly bits: number },
): Int32Array {
  const numbers = new Int32Array(count);
  let at = 0;
  for (let next = 0; next < count;) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!;
      header += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
    }
    const size = Math.floor(header / 2);
    if (header % 2 === 0) {
      let value = 0;
      for (let shift = 0; shift < bits; shift += 8) value |= bytes[at++]! << shift;
      numbers.fill(value, next, next + size);
      next += size;
    } else {
      unpack(bytes.subarray(at), numbers.subarray(next, next + 8 * size), bits);
      next += 8 * size;
      at += bits * size;
    }
  }
  return numbers;
}

function unpack(bytes: Uint8Array, numbers: Int32Array, bits: number): void {
  const mask = (1 << bits) - 1;
  let held = 0;
  let word = 0;
  let at = 0;
  for (let index = 0; index < numbers.length; index += 1) {
    while (held < bits) {
      word |= bytes[at++]! << held;
      held += 8;
    }
    numbers[index] = word & mask;
    word >>>= bits;
    held -= bits;
  }
}
