import type { JudgedRow } from './judged-row.ts';

/** Numbers that a block holds at most: they stay near while they are counted. */
const MOST_NUMBERS = 1 << 13;

/** Rows that there is room for at first: most files have few. */
const FIRST_ROWS = 64;

/**
 * The numbers of some columns of the rows that came last, for what works on one column after the other: a
 * call for each value takes longer than what is done with it.
 */
export class NumberBlock {
  /** Rows that it holds. */
  public rows = 0;
  /** Rows that it can hold. */
  public readonly capacity: number;
  private numbers: Float64Array;

  /** @param indices the columns */
  constructor(private readonly indices: readonly number[]) {
    this.capacity = Math.max(1, Math.floor(MOST_NUMBERS / Math.max(1, indices.length)));
    this.numbers = new Float64Array(Math.min(this.capacity, FIRST_ROWS) * indices.length);
  }

  /** Takes the numbers of a row; true when there is no room for another. */
  public take(row: JudgedRow): boolean {
    const { indices } = this;
    const width = indices.length;
    const at = this.rows * width;
    if (at + width > this.numbers.length) this.grow();
    const { numbers } = this;
    for (let index = 0; index < width; index += 1) {
      numbers[at + index] = row.numbers[indices[index]!]!;
    }
    this.rows += 1;
    return this.rows === this.capacity;
  }

  /**
   * Writes the numbers of a column that are there into others; answers how many that are.
   *
   * @param place of the column among those of the block
   * @param present takes for each row whether there is a number. @default - nobody wants to know
   */
  public copy(place: number, into: Float64Array, at: number, present?: Uint8Array): number {
    const { numbers, rows } = this;
    const width = this.indices.length;
    let next = at;
    for (let row = 0, from = place; row < rows; row += 1, from += width) {
      const number = numbers[from]!;
      const isThere = number === number;
      // Both zeros are one number.
      if (isThere) into[next++] = number + 0;
      if (present !== undefined) present[row] = isThere ? 1 : 0;
    }
    return next - at;
  }

  private grow(): void {
    const more = new Float64Array(Math.min(4 * this.rows, this.capacity) * this.indices.length);
    more.set(this.numbers);
    this.numbers = more;
  }
}
