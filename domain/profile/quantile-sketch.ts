import * as z from 'zod';
import type { NumberBatch } from './number-batch.ts';

/** A sketch as it is stored: keys of buckets in ascending order of their numbers, and their counts. */
export const QuantileState = z.object({
  min: z.number().nullable(),
  max: z.number().nullable(),
  buckets: z.array(z.tuple([z.int(), z.int()])),
});
export type QuantileState = z.output<typeof QuantileState>;

const doubles = new Float64Array(1);
const words = new Uint32Array(doubles.buffer);

/** Leading bits of the fraction that tell buckets apart: 64 in each power of two. */
const FRACTION_BITS = 6;
const PER_POWER = 1 << FRACTION_BITS;
const KEY_SHIFT = 20 - FRACTION_BITS;
const POWERS = 4096;
const NEGATIVE = POWERS / 2;

/**
 * Quantiles of numbers from counts in buckets that are as wide as their numbers are large: in each power
 * of two, 64 of one width. The middle of a bucket is at most 1/128 = 0.79 % off any number in it, and
 * counts add up, so `merge` gives the same bits in any order and grouping. The idea is that of DDSketch
 * (Masson, Rim, Lee, VLDB 2019) with the linear buckets of HdrHistogram in place of its logarithms: the
 * key is the first 18 bits of the double. Numbers below 2^-1022 count as zero.
 */
export class QuantileSketch {
  private min = Infinity;
  private max = -Infinity;
  private zeros = 0;
  /** The powers of two that numbers fell into. */
  private readonly opened: number[] = [];
  /** Their counts, in the order in which they were opened. */
  private readonly buckets: Float64Array[] = [];
  /** Of each power, one more than the place of its counts; 0 where there are none yet. */
  private readonly places = new Uint16Array(POWERS);

  /** Adds a finite number. */
  public add(value: number): void {
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    doubles[0] = value;
    const key = words[1]! >>> KEY_SHIFT;
    const power = key >>> FRACTION_BITS;
    if (power === 0 || power === NEGATIVE) {
      this.zeros += 1;
      return;
    }
    this.countsOf(power)[key & (PER_POWER - 1)]! += 1;
  }

  /** Adds numbers, as `add` does. */
  public addAll({ numbers, words: both, size }: NumberBatch): void {
    let { min, max } = this;
    for (let at = 0; at < size; at += 1) {
      const value = numbers[at]!;
      if (value < min) min = value;
      if (value > max) max = value;
      const key = both[2 * at + 1]! >>> KEY_SHIFT;
      const power = key >>> FRACTION_BITS;
      if (power === 0 || power === NEGATIVE) {
        this.zeros += 1;
        continue;
      }
      this.countsOf(power)[key & (PER_POWER - 1)]! += 1;
    }
    this.min = min;
    this.max = max;
  }

  /** Adds all that another has seen. */
  public merge(other: QuantileSketch): this {
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
    for (const [key, count] of other.ascending()) this.put(key, count);
    return this;
  }

  /** How many numbers were added. */
  public get count(): number {
    let count = 0;
    for (const [, more] of this.ascending()) count += more;
    return count;
  }

  /**
   * The quantiles, each for the number whose rank is the share times one less than their count, rounded
   * down. NaN without numbers.
   *
   * @param shares in ascending order, each between 0 and 1
   */
  public quantiles(shares: readonly number[]): number[] {
    const last = this.count - 1;
    const ranks = shares.map((share) => Math.floor(share * last));
    const found: number[] = [];
    let below = 0;
    for (const [key, count] of this.ascending()) {
      below += count;
      while (found.length < ranks.length && ranks[found.length]! < below) {
        found.push(this.valueAt(ranks[found.length]!, last, key));
      }
    }
    return shares.map((_share, index) => found[index] ?? NaN);
  }

  /** Counts in so many bars of one width from the smallest to the largest number; none without. */
  public bars(count: number): number[] {
    const bars = new Array<number>(this.min <= this.max ? count : 0).fill(0);
    const width = this.max / count - this.min / count;
    for (const [key, times] of bars.length > 0 ? this.ascending() : []) {
      const place = width > 0 ? Math.floor((middleOf(key) - this.min) / width) : 0;
      bars[Math.min(Math.max(place, 0), count - 1)]! += times;
    }
    return bars;
  }

  /** What is stored. */
  public state(): QuantileState {
    const buckets = this.ascending();
    const isEmpty = buckets.length === 0;
    return { min: isEmpty ? null : this.min + 0, max: isEmpty ? null : this.max + 0, buckets };
  }

  /** Reads what was stored. */
  public static of({ min, max, buckets }: QuantileState): QuantileSketch {
    const sketch = new QuantileSketch();
    sketch.min = min ?? Infinity;
    sketch.max = max ?? -Infinity;
    for (const [key, count] of buckets) sketch.put(key, count);
    return sketch;
  }

  /** The number of a rank that fell into a bucket: the ends are known, others are about its middle. */
  private valueAt(rank: number, last: number, key: number): number {
    if (rank === 0) return this.min + 0;
    return rank === last ? this.max + 0 : Math.min(Math.max(middleOf(key), this.min), this.max) + 0;
  }

  private put(key: number, count: number): void {
    if (key === 0) {
      this.zeros += count;
      return;
    }
    this.countsOf(key >>> FRACTION_BITS)[key & (PER_POWER - 1)]! += count;
  }

  private countsOf(power: number): Float64Array {
    const place = this.places[power]!;
    return place === 0 ? this.open(power) : this.buckets[place - 1]!;
  }

  private open(power: number): Float64Array {
    const counts = new Float64Array(PER_POWER);
    this.opened.push(power);
    this.places[power] = this.buckets.push(counts);
    return counts;
  }

  /** Keys and counts of all buckets that are not empty, in ascending order of their numbers. */
  private ascending(): Bucket[] {
    const powers = [...this.opened].sort((a, b) => a - b);
    const of = (power: number): Bucket[] => bucketsOf(power, this.countsOf(power));
    const negative = powers.filter((one) => one > NEGATIVE).flatMap(of);
    const zeros: Bucket[] = this.zeros > 0 ? [[0, this.zeros]] : [];
    return [...negative.reverse(), ...zeros, ...powers.filter((one) => one < NEGATIVE).flatMap(of)];
  }
}

type Bucket = [key: number, count: number];

/** The buckets of a power that are not empty. */
function bucketsOf(power: number, counts: Float64Array): Bucket[] {
  const found: Bucket[] = [];
  for (let place = 0; place < PER_POWER; place += 1) {
    if (counts[place]! > 0) found.push([(power << FRACTION_BITS) | place, counts[place]!]);
  }
  return found;
}

/** The middle of a bucket. */
function middleOf(key: number): number {
  if (key === 0) return 0;
  words[0] = 0;
  words[1] = (key << KEY_SHIFT) | (1 << (KEY_SHIFT - 1));
  return doubles[0]!;
}
