/** Numbers that are counted at once: loops over one statistic at a time are the fastest. */
export class NumberBatch {
  /** The numbers, which are finite; of the zeros only the positive one. */
  public readonly numbers: Float64Array;
  /** The two words of each, the lower one first. */
  public readonly words: Int32Array;
  /** How many there are. */
  public size = 0;

  /** @param capacity how many there may be */
  constructor(public readonly capacity: number) {
    this.numbers = new Float64Array(capacity);
    this.words = new Int32Array(this.numbers.buffer);
  }
}
