import * as z from 'zod';

/** Lengths as they are stored. */
export const LengthsState = z.object({
  count: z.int(),
  sum: z.int(),
  min: z.int().nullable(),
  max: z.int().nullable(),
});
export type LengthsState = z.output<typeof LengthsState>;

/** Lengths of texts in characters (code points). Whole numbers: `merge` is exact in any order. */
export class Lengths {
  private count = 0;
  private sum = 0;
  private min = Infinity;
  private max = -Infinity;

  /** Adds a length, so many times. */
  public add(length: number, times = 1): void {
    this.count += times;
    this.sum += times * length;
    if (length < this.min) this.min = length;
    if (length > this.max) this.max = length;
  }

  /** Adds the length of a text in bytes of UTF-8: those that continue a character do not count. */
  public addBytes(bytes: Uint8Array, start: number, end: number, times = 1): void {
    let length = end - start;
    for (let at = start; at < end; at += 1) if ((bytes[at]! & 0xc0) === 0x80) length -= 1;
    this.add(length, times);
  }

  /** The mean length; NaN without texts. */
  public get mean(): number {
    return this.sum / this.count;
  }

  /** Adds all that another has seen. */
  public merge(other: Lengths): this {
    this.count += other.count;
    this.sum += other.sum;
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
    return this;
  }

  /** What is stored. */
  public state(): LengthsState {
    const { count, sum, min, max } = this;
    return { count, sum, min: count === 0 ? null : min, max: count === 0 ? null : max };
  }

  /** Reads what was stored. */
  public static of({ count, sum, min, max }: LengthsState): Lengths {
    const lengths = new Lengths();
    lengths.count = count;
    lengths.sum = sum;
    lengths.min = min ?? Infinity;
    lengths.max = max ?? -Infinity;
    return lengths;
  }
}
