import * as z from 'zod';

/** Rows that were kept of many: those whose places, numbers in [0, 1) by a hash, lie below a limit. */
export const RowSample = z.object({
  /** Every row whose place is below this was kept; 1 while there was room for all. */
  below: z.number(),
  /** The place of each row, then its values; null where one is missing. */
  rows: z.array(z.array(z.number().nullable())),
});
export type RowSample = z.output<typeof RowSample>;

/** A sample of the rows of a reference, and which features it holds. */
export const ReferenceSample = RowSample.extend({ features: z.array(z.string()) });
export type ReferenceSample = z.output<typeof ReferenceSample>;

/** A sample of no rows so far. */
export const NO_SAMPLE: RowSample = { below: 1, rows: [] };

interface KeptRow {
  readonly at: string;
  readonly row: readonly (number | null)[];
}

/**
 * Keeps a bottom-k sample: the k rows whose places are the lowest (Broder, 1997; Thorup, "Bottom-k and
 * priority sampling", 2013). Which rows that are does not depend on the order in which they come.
 */
export class RowKeeper {
  private below = 1;
  private rows: KeptRow[] = [];

  constructor(private readonly size: number) {}

  /** Would a row at this place be kept? Asked first, so that values of most rows are never read. */
  public wants(place: number): boolean {
    return place < this.below;
  }

  /** Adds a row that is wanted, of a time. */
  public add(at: string, place: number, values: readonly (number | null)[]): void {
    this.rows.push({ at, row: [place, ...values] });
    if (this.rows.length >= 2 * this.size + 16) this.cut();
  }

  /** The sample of the rows of a time. */
  public sampleOf(at: string): RowSample {
    this.cut();
    const own = this.rows.filter((kept) => kept.at === at);
    return { below: this.below, rows: own.map(({ row }) => [...row]) };
  }

  private cut(): void {
    if (this.rows.length <= this.size) return;
    this.rows.sort((a, b) => a.row[0]! - b.row[0]!);
    this.below = this.rows[this.size]!.row[0]!;
    this.rows.length = this.size;
  }
}

/** Two samples of the same time as one. */
export function merged(a: RowSample, b: RowSample): RowSample {
  const below = Math.min(a.below, b.below);
  return { below, rows: [...a.rows, ...b.rows].filter(([place]) => place! < below) };
}

/** Several samples cut to a size in all: each to the same limit, so that each hour keeps its share. */
export function cutTogether(samples: readonly RowSample[], size: number): readonly RowSample[] {
  const places = samples.flatMap(({ rows }) => rows.map(([place]) => place!));
  if (places.length <= size) return samples;
  const limit = Float64Array.from(places).sort()[size]!;
  return samples.map(({ below, rows }) =>
    below <= limit
      ? { below, rows }
      : { below: limit, rows: rows.filter(([place]) => place! < limit) },
  );
}

/** The rows that several samples are together: those below the limits of all, without their places. */
export function rowsOf(samples: readonly RowSample[]): readonly (readonly (number | null)[])[] {
  const limit = Math.min(...samples.map(({ below }) => below));
  return samples.flatMap(({ rows }) =>
    rows.filter(([place]) => place! < limit).map(([, ...values]) => values),
  );
}
