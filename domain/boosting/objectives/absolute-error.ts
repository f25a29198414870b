import type { LabelledMatrix } from '../matrix.ts';
import type { Objective, ObjectiveFactory } from './objective.ts';
import { median } from './median.ts';

/**
 * Absolute difference: leaves score the whole median of what is left to explain, whatever the
 * learning rate.
 */
export const absoluteError: ObjectiveFactory = (): Objective => ({
  defaultMetric: 'mae',
  groups: 1,
  gradients: (margins, { labels, weights }, [out]) => {
    labels.forEach((label, row) => {
      const weight = weights ? weights[row]! : 1;
      out![2 * row] = Math.sign(margins[row]! - label) * weight;
      out![2 * row + 1] = weight;
    });
  },
  predictions: (margins) => margins,
  startMargin: (baseScore) => baseScore,
  estimateBaseScore: (data) => median(data.labels, data.weights),
  leafScore: residualMedian,
});

function residualMedian(
  rows: Int32Array, margins: Float32Array, { labels, weights }: LabelledMatrix,
): number {
  const residuals = Float32Array.from(rows, (row) => labels[row]! - margins[row]!);
  return median(residuals, weights && Float32Array.from(rows, (row) => weights[row]!));
}
