import { columnsOf } from '../definition/features.ts';
import { WordTable } from '../hashing/word-table.ts';
import { binOf, binsOf, lowerBound } from '../profile/binning.ts';
import { watchedValue } from '../profile/profile.ts';
import { predictionText } from './prediction-profile.ts';
import type { Feature } from '../definition/features.ts';
import type { Binning } from '../profile/binning.ts';
import type { FeatureProfile } from '../profile/profile.ts';
import type { CaptureView } from './capture-view.ts';

/** Counts the values of a feature in all rows of a capture by their bins. */
export type BinCounter = (view: CaptureView, counts: Float64Array) => void;

/** Makes the counter of a feature out of rows with these columns. */
export type CounterMaker = (columns: readonly string[]) => BinCounter;

/**
 * Makes the counter of a feature. Numbers and categories are counted by their bytes where they stand; what is
 * made of them, or of times, as text.
 */
export function counterMaker(feature: Feature, { binning }: FeatureProfile): CounterMaker {
  if (feature.kind === 'category' && binning.kind === 'category') {
    return categoryCounter(feature.column, binning);
  }
  if (feature.kind === 'numeric' && binning.kind === 'numeric') {
    return numberCounter(feature.column, binning);
  }
  return textCounter(feature, binning);
}

/** Makes the counter of predictions. */
export function predictionCounter(binning: Binning): BinCounter {
  if (binning.kind === 'numeric') {
    const edges = Float64Array.from(binning.edges);
    return (view, counts) => {
      const numbers = view.leading();
      for (let row = 0; row < view.rows; row += 1) counts[lowerBound(edges, numbers[row]!)]! += 1;
    };
  }
  const bin = binOf(binning);
  return (view, counts) => {
    for (let row = 0; row < view.rows; row += 1) {
      counts[bin(predictionText(view.prediction(row)))]! += 1;
    }
  };
}

function categoryCounter(
  name: string,
  binning: Extract<Binning, { kind: 'category' }>,
): CounterMaker {
  const missing = binsOf(binning) - 1;
  const known = binning.categories.length;
  const table = new WordTable([...binning.categories, ...(binning.rare ?? [])]);
  return (columns) => {
    const column = columns.indexOf(name);
    if (column < 0) return allIn(missing);
    return (view, counts) => {
      const places = view.places(column, table);
      for (let row = 0; row < view.rows; row += 1) {
        const place = places[row]!;
        if (place >= 0) counts[place < known ? place : known]! += 1;
        else counts[place === -1 ? missing : missing - 1]! += 1;
      }
    };
  };
}

function numberCounter(name: string, binning: Extract<Binning, { kind: 'numeric' }>): CounterMaker {
  const missing = binsOf(binning) - 1;
  const edges = Float64Array.from(binning.edges);
  return (columns) => {
    const column = columns.indexOf(name);
    if (column < 0) return allIn(missing);
    return (view, counts) => {
      const numbers = view.numbers(column);
      for (let row = 0; row < view.rows; row += 1) {
        const value = numbers[row]!;
        counts[value === value ? lowerBound(edges, value) : missing]! += 1;
      }
    };
  };
}

function textCounter(feature: Feature, binning: Binning): CounterMaker {
  const bin = binOf(binning);
  return (columns) => {
    const read = watchedValue(feature, columns);
    const needed = columnsOf(feature).map((name) => columns.indexOf(name));
    const values = columns.map(() => '');
    return (view, counts) => {
      for (let row = 0; row < view.rows; row += 1) {
        for (const column of needed) if (column >= 0) values[column] = view.text(row, column);
        counts[bin(read(values))]! += 1;
      }
    };
  };
}

/** What rows lack is missing in each. */
function allIn(bin: number): BinCounter {
  return (view, counts) => {
    counts[bin]! += view.rows;
  };
}
