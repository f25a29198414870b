import type { FeatureMatrix } from '../../../domain/boosting/index.ts';
import { parseFloat64, parseInteger, showText } from '../python.ts';
import { refuseInfinity } from './parse-csv.ts';
import { strip, valueError } from './payload.ts';

interface Entry {
  readonly row: number;
  readonly column: number;
  readonly value: number;
}

/**
 * Reads rows of `index:value`; words without a colon, such as a label, are passed over. Indices
 * count from 1, unless one of them is 0.
 */
export function parseLibsvm(body: string): FeatureMatrix {
  const entries = strip(body).split('\n').flatMap((line, row) =>
    line.split(' ').filter((word) => word.includes(':')).map((word) => entryOf(word, row)));
  if (entries.length === 0) {
    throw valueError('cannot infer dimensions from zero sized index arrays');
  }
  const base = entries.some(({ column }) => column === 0) ? 0 : 1;
  return refuseInfinity(
    sparseMatrix(entries.map((entry) => ({ ...entry, column: entry.column - base })))
  );
}

function entryOf(word: string, row: number): Entry {
  const [index = '', text = ''] = word.split(':');
  const column = parseInteger(index);
  if (column === undefined) {
    throw valueError(`invalid literal for int() with base 10: ${showText(index)}`);
  }
  const value = parseFloat64(text);
  if (value === undefined) {
    throw valueError(`could not convert string to float: ${showText(text)}`);
  }
  if (column < 0) {
    throw valueError('negative column index found');
  }
  return { row, column, value };
}

const LARGEST_MATRIX = 1 << 26;

/** A matrix of the given entries, missing elsewhere; entries of the same place add up. */
export function sparseMatrix(
  entries: readonly Entry[], shape = { rows: 0, columns: 0 },
): FeatureMatrix {
  const rows = entries.reduce((most, { row }) => Math.max(most, row + 1), shape.rows);
  const columns = entries.reduce((most, { column }) => Math.max(most, column + 1), shape.columns);
  const values = new Float32Array(rows * columns > LARGEST_MATRIX ? 0 : rows * columns).fill(NaN);
  for (const { row, column, value } of entries) {
    const at = row * columns + column;
    values[at] = Number.isNaN(values[at]) ? value : values[at]! + value;
  }
  return { rows, columns, values };
}
