import { nameOf } from '../definition/features.ts';
import type { Feature } from '../definition/features.ts';
import type { Encoder } from './encoder.ts';

/** Learns an encoder. Feed it the rows of the training side only: what it learns of others would leak. */
export class EncoderFitter {
  private readonly counts: readonly Map<string, number>[];
  private readonly positions: readonly number[];

  /** @param columns names of the values of a row, in order */
  constructor(private readonly features: readonly Feature[], columns: readonly string[]) {
    this.counts = features.map(() => new Map());
    this.positions = features.map((feature) => (feature.kind === 'category' ? columns.indexOf(feature.column) : -1));
  }

  /** Takes the canonical values of one row. */
  add(values: readonly string[]): void {
    for (let index = 0; index < this.positions.length; index += 1) {
      const position = this.positions[index]!;
      const value = position < 0 ? '' : values[position]!;
      if (value !== '') this.counts[index]!.set(value, (this.counts[index]!.get(value) ?? 0) + 1);
    }
  }

  /**
   * The encoder: of each category the most frequent values, in the order of their numbers or their text.
   */
  fit(): Encoder {
    return {
      features: this.features.map((feature, index) => ({
        name: nameOf(feature),
        feature,
        categories: feature.kind === 'category' ? mostFrequent(this.counts[index]!, feature.maxCategories) : [],
      })),
    };
  }
}

function mostFrequent(counts: ReadonlyMap<string, number>, limit: number): string[] {
  const byFrequency = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return byFrequency.slice(0, limit).map(([category]) => category).sort(naturally);
}

function naturally(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  if (!Number.isNaN(difference)) return difference;
  return a < b ? -1 : 1;
}
