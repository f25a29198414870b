import { readFileSync } from 'node:fs';
import type { LabelledMatrix, Model, TreeModel } from '../../../domain/boosting/index.ts';

/** Bytes of a golden file. */
export const golden = (name: string): Buffer =>
  readFileSync(new URL(`golden/${name}`, import.meta.url));

const stored = JSON.parse(golden('data.json').toString()) as {
  columns: number; values: (number | null)[]; labels: Record<string, number[]>; weights: number[];
};

/** The golden data with one of its labels. */
export function goldenData(label: string, weighted = false): LabelledMatrix {
  const labels = Float32Array.from(stored.labels[label]!);
  return {
    rows: labels.length,
    columns: stored.columns,
    values: Float32Array.from(stored.values, (value) => value ?? NaN),
    labels,
    ...(weighted && { weights: Float32Array.from(stored.weights) }),
  };
}

/** A matrix of rows, each a label and then features. */
export function aMatrix(
  rows: readonly (readonly number[])[], weights?: readonly number[],
): LabelledMatrix {
  const columns = rows[0]!.length - 1;
  return {
    rows: rows.length,
    columns,
    labels: Float32Array.from(rows, ([label]) => label!),
    values: Float32Array.from(rows.flatMap(([, ...features]) => features)),
    ...(weights && { weights: Float32Array.from(weights) }),
  };
}

/** Rows of a step: 0 below 5, 10 from there on. */
export const aStep = (): LabelledMatrix =>
  aMatrix(Array.from({ length: 10 }, (_, i) => [i < 5 ? 0 : 10, i]));

/** The trees of a model. */
export const treesOf = (model: Model) => (model.learner as TreeModel).trees;

/** The largest distance between two lists of numbers. */
export const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce(
    (most, value, i) => Math.max(most, Math.abs(value - b[i]!)),
    a.length === b.length ? 0 : Infinity
  );
