import * as z from 'zod';
import { ratio } from './big-ratio.ts';
import { ExactSums } from './exact-sums.ts';
import type { NumberBatch } from './number-batch.ts';

/** Moments as they are stored; the sums are whole numbers in hexadecimal digits. */
export const MomentsState = z.object({
  count: z.int(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  sum: z.string().regex(/^-?[0-9a-f]+$/),
  squares: z.string().regex(/^[0-9a-f]+$/),
});
export type MomentsState = z.output<typeof MomentsState>;

/** The exponent of the units that sums are counted in. */
const UNIT = -1074;

/**
 * Count, smallest, largest, mean and variance of numbers. Sums are exact, so `merge` gives the same bits
 * in any order and grouping, and each result is rounded once:
 * mean = S1 / n, variance = (n S2 - S1^2) / (n (n - 1)), S1 and S2 the sums of values and of squares.
 */
export class Moments {
  public count = 0;
  private min = Infinity;
  private max = -Infinity;
  private readonly sums = new ExactSums();

  /** Adds a finite number. */
  public add(value: number): void {
    this.count += 1;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    this.sums.add(value);
  }

  /** Adds numbers, as `add` does. */
  public addAll(batch: NumberBatch): void {
    const { numbers, size } = batch;
    let { min, max } = this;
    for (let at = 0; at < size; at += 1) {
      const value = numbers[at]!;
      if (value < min) min = value;
      if (value > max) max = value;
    }
    this.count += size;
    this.min = min;
    this.max = max;
    this.sums.addAll(batch);
  }

  /** Adds all that another has seen. */
  public merge(other: Moments): this {
    this.count += other.count;
    // Both zeros are one number, whichever came first.
    this.min = Math.min(this.min, other.min) + 0;
    this.max = Math.max(this.max, other.max) + 0;
    this.sums.addTotals(other.sums.totals());
    return this;
  }

  /** The smallest number; NaN without numbers. */
  public get smallest(): number {
    return this.count === 0 ? NaN : this.min + 0;
  }

  /** The largest number; NaN without numbers. */
  public get largest(): number {
    return this.count === 0 ? NaN : this.max + 0;
  }

  /** The sum; 0 without numbers. */
  public get sum(): number {
    return ratio(this.sums.totals().values, 1n, UNIT);
  }

  /** The mean; NaN without numbers. */
  public get mean(): number {
    return this.count === 0 ? NaN : ratio(this.sums.totals().values, BigInt(this.count), UNIT);
  }

  /** The variance of the sample; NaN for fewer than two numbers. */
  public get variance(): number {
    if (this.count < 2) return NaN;
    const { values, squares } = this.sums.totals();
    const count = BigInt(this.count);
    return ratio(count * squares - values * values, count * (count - 1n), 2 * UNIT);
  }

  /** What is stored. */
  public state(): MomentsState {
    const { values, squares } = this.sums.totals();
    return {
      count: this.count,
      min: this.count === 0 ? null : this.smallest,
      max: this.count === 0 ? null : this.largest,
      sum: values.toString(16),
      squares: squares.toString(16),
    };
  }

  /** Reads what was stored. */
  public static of({ count, min, max, sum, squares }: MomentsState): Moments {
    const moments = new Moments();
    moments.count = count;
    moments.min = min ?? Infinity;
    moments.max = max ?? -Infinity;
    moments.sums.addTotals({ values: bigOf(sum), squares: bigOf(squares) });
    return moments;
  }
}

function bigOf(digits: string): bigint {
  return digits.startsWith('-') ? -BigInt(`0x${digits.slice(1)}`) : BigInt(`0x${digits}`);
}
