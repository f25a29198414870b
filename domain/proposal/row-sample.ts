/** Cells that a sample has at most: rows times columns. */
const CELLS = 2_000_000;
const ROWS = 10_000;

/**
 * Rows at even distances, the same for the same rows in the same order: where there are too many, every
 * other goes and the distance doubles.
 */
export class RowSample {
  private kept: (readonly string[])[] = [];
  private distance = 1;
  private met = 0;
  private readonly limit: number;

  constructor(columns: number) {
    this.limit = Math.max(100, Math.min(ROWS, Math.floor(CELLS / Math.max(columns, 1))));
  }

  /** Takes the next row. */
  public take(row: readonly string[]): void {
    if (this.met % this.distance === 0) this.kept.push(row);
    this.met += 1;
    if (this.kept.length <= this.limit) return;
    this.kept = this.kept.filter((_row, index) => index % 2 === 0);
    this.distance *= 2;
  }

  /** The rows of the sample in their order. */
  public get rows(): readonly (readonly string[])[] {
    return this.kept;
  }
}
