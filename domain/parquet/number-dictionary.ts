import { lowHash } from '../hashing/byte-hash.ts';
import { DICTIONARY_TRIAL, MOST_DIFFERENT } from './column-values.ts';

/** Numbers as places of a dictionary. */
export interface PlacedNumbers {
  /** The numbers, each once, in the order in which they come first. */
  readonly dictionary: Float64Array;
  /** The place of each number; others stand there when the next numbers are placed. */
  readonly places: Int32Array;
}

const slots = new Int32Array(2 * MOST_DIFFERENT);
const met = new Float64Array(MOST_DIFFERENT);
const words = new Int32Array(met.buffer);
let places = new Int32Array(1 << 12);

/** The numbers as places of a dictionary; nothing where too many of them differ. */
export function placed(numbers: Float64Array): PlacedNumbers | undefined {
  const { values, different } = DICTIONARY_TRIAL;
  slots.fill(0);
  const mask = slots.length - 1;
  const both = new Int32Array(numbers.buffer, numbers.byteOffset, 2 * numbers.length);
  if (places.length < numbers.length) places = new Int32Array(numbers.length);
  let count = 0;
  for (let at = 0; at < numbers.length; at += 1) {
    const low = both[2 * at]!;
    const high = both[2 * at + 1]!;
    let slot = lowHash(low, high) & mask;
    let place = slots[slot]! - 1;
    while (place >= 0 && (words[2 * place] !== low || words[2 * place + 1] !== high)) {
      slot = (slot + 1) & mask;
      place = slots[slot]! - 1;
    }
    if (place < 0) {
      if (count === MOST_DIFFERENT || (at < values && count === different)) return undefined;
      place = count;
      met[place] = numbers[at]!;
      count += 1;
      slots[slot] = count;
    }
    places[at] = place;
  }
  return { dictionary: met.slice(0, count), places };
}
