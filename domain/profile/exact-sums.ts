import type { NumberBatch } from './number-batch.ts';

const doubles = new Float64Array(1);
const words = new Int32Array(doubles.buffer);

/** Sums that a bin keeps: of three parts, and of the five kinds of products of them. */
const WIDTH = 8;

/**
 * Additions after which bins are emptied. A product of parts, or a sum of two, is below 2^38, so that a
 * sum of 2^15 of them is exact in a double.
 */
const MOST_ADDITIONS = 1 << 15;

/** Whole numbers are split here: what is below. */
const [PART, LOW] = [16, 0xffff];

/** Exponents that a double can have. */
const EXPONENTS = 2048;

/** The exponent of one in units of 2^-1074. */
const UNIT = 1074n;

/**
 * Exact sums of doubles and of their squares, as whole numbers: the same to the last bit in any order and
 * grouping. After R. Neal, "Fast exact summation using small and large superaccumulators" (2015): values
 * of one exponent are summed by themselves, here with their 53 bits in three parts (a 2^35 + b 2^17 + c)
 * whose sums and products stay exact, until all bins are emptied into one long integer.
 */
export class ExactSums {
  private values = 0n;
  private squares = 0n;
  private additions = 0;
  private readonly opened: number[] = [];
  private readonly bins: Float64Array[] = [];
  /** Of each exponent, one more than the place of its bin; 0 where there is none yet. */
  private readonly places = new Uint16Array(EXPONENTS);

  /**
   * Adds numbers. Whole ones of 32 bits are a 2^16 + b: sums of the parts and of their products stay exact
   * for any batch, and need no bin.
   */
  public addAll({ numbers, words: both, size }: NumberBatch): void {
    let [highs, lows, aa, ab, bb] = [0, 0, 0, 0, 0];
    for (let at = 0; at < size; at += 1) {
      const value = numbers[at]!;
      const whole = value | 0;
      if (whole !== value) {
        this.addWords(both[2 * at]!, both[2 * at + 1]!);
        continue;
      }
      const a = whole >> PART;
      const b = whole & LOW;
      highs += a;
      lows += b;
      aa += a * a;
      ab += a * b;
      bb += b * b;
    }
    const [h, l] = [BigInt(highs), BigInt(lows)];
    this.values += ((h << 16n) + l) << UNIT;
    this.squares += ((BigInt(aa) << 32n) + (BigInt(ab) << 17n) + BigInt(bb)) << (2n * UNIT);
  }

  /** Adds a finite number. */
  public add(value: number): void {
    doubles[0] = value;
    this.addWords(words[0]!, words[1]!);
  }

  private addWords(low: number, high: number): void {
    const exponent = (high >>> 20) & 0x7ff;
    const place = this.places[exponent]!;
    const bin = place === 0 ? this.open(exponent) : this.bins[place - 1]!;
    const top = exponent === 0 ? high & 0xfffff : (high & 0xfffff) | 0x100000;
    const a = top >>> 3;
    const b = ((top & 7) << 15) | (low >>> 17);
    const c = low & 0x1ffff;
    const sign = high >>> 31 === 0 ? 1 : -1;
    bin[0]! += sign * a;
    bin[1]! += sign * b;
    bin[2]! += sign * c;
    bin[3]! += a * a;
    bin[4]! += a * b;
    bin[5]! += 4 * a * c + b * b;
    bin[6]! += b * c;
    bin[7]! += c * c;
    this.additions += 1;
    if (this.additions === MOST_ADDITIONS) this.empty();
  }

  /** The sum in units of 2^-1074, and the sum of squares in units of 2^-2148. */
  public totals(): { readonly values: bigint; readonly squares: bigint } {
    this.empty();
    return { values: this.values, squares: this.squares };
  }

  /** Adds sums that were taken elsewhere. */
  public addTotals({
    values,
    squares,
  }: {
    readonly values: bigint;
    readonly squares: bigint;
  }): void {
    this.values += values;
    this.squares += squares;
  }

  private open(exponent: number): Float64Array {
    const bin = new Float64Array(WIDTH);
    this.opened.push(exponent);
    this.places[exponent] = this.bins.push(bin);
    return bin;
  }

  private empty(): void {
    if (this.additions === 0) return;
    this.additions = 0;
    for (const [place, exponent] of this.opened.entries()) {
      this.emptyBin(exponent, this.bins[place]!);
    }
  }

  private emptyBin(exponent: number, bin: Float64Array): void {
    const [a, b, c, aa, ab, acbb, bc, cc] = Array.from(bin, BigInt) as [
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
    ];
    // Numbers of the smallest exponent are not normal: they have that of the next, without a leading bit.
    const shift = BigInt(Math.max(exponent, 1) - 1);
    this.values += ((a << 35n) + (b << 17n) + c) << shift;
    this.squares += ((aa << 70n) + (ab << 53n) + (acbb << 34n) + (bc << 18n) + cc) << (2n * shift);
    bin.fill(0);
  }
}
