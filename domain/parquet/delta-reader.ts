const WORD = 2 ** 32;

/** Reads so many whole numbers that `writeDelta` has written. */
export function readDelta(bytes: Uint8Array, count: number): Float64Array {
  const numbers = new Float64Array(count);
  const reader = new DeltaReader(bytes);
  const [block, parts] = [reader.varint(), reader.varint()];
  reader.varint();
  let before = reader.zigzag();
  if (count > 0) numbers[0] = before;
  for (let from = 1; from < count; from += block) {
    const least = reader.zigzag();
    const widths = reader.take(parts);
    for (const [part, width] of widths.entries()) {
      const start = from + (part * block) / parts;
      const end = Math.min(start + block / parts, count);
      const packed = reader.take((width * block) / parts / 8);
      for (let at = start; at < end; at += 1) {
        before += least + bitsAt(packed, (at - start) * width, width);
        numbers[at] = before;
      }
    }
  }
  return numbers;
}

class DeltaReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  public varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.bytes[this.at++]!;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  public zigzag(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  public take(size: number): Uint8Array {
    const from = this.at;
    this.at += size;
    return this.bytes.subarray(from, this.at);
  }
}

/** The number in so many bits from a place on, the lowest first. */
function bitsAt(bytes: Uint8Array, from: number, width: number): number {
  let [value, factor] = [0, 1];
  for (let bit = from; bit < from + width;) {
    const skipped = bit & 7;
    const size = Math.min(8 - skipped, from + width - bit);
    value += ((bytes[bit >>> 3]! >>> skipped) & ((1 << size) - 1)) * factor;
    factor *= 2 ** size;
    bit += size;
  }
  return value;
}

/** The same numbers as they are written plainly, each in so many bytes. */
export function plainOf(numbers: Float64Array, width: 4 | 8): Uint8Array {
  const bytes = new Uint8Array(numbers.length * width);
  const view = new DataView(bytes.buffer);
  for (const [index, number] of numbers.entries()) {
    view.setInt32(index * width, number | 0, true);
    if (width === 8) view.setInt32(index * width + 4, Math.floor(number / WORD), true);
  }
  return bytes;
}
