import type { LabelledMatrix } from '../matrix.ts';
import type { Objective, ObjectiveFactory } from './objective.ts';

const f32 = Math.fround;
const LEAST_SECOND = f32(1e-16);
/** XGBoost starts its search for the largest margin here, not at minus infinity. */
const SMALLEST_NORMAL = 1.1754943508222875e-38;

/** Log loss over classes; predicts the likeliest class. */
export const softmaxClass: ObjectiveFactory = ({ classes }) => ({
  ...softmaxLoss(classes),
  predictions: (margins) => likeliest(margins, classes),
  scores: (margins) => probabilities(margins, classes),
});

/** Log loss over classes; predicts the probability of each. */
export const softmaxProbabilities: ObjectiveFactory = ({ classes }) => softmaxLoss(classes);

function softmaxLoss(classes: number): Objective {
  return {
    defaultMetric: 'mlogloss',
    groups: classes,
    labelProblem: ({ labels }) => (labels.every((label) => label >= 0 && label < classes)
      ? undefined : 'SoftmaxMultiClassObj: label must be in [0, num_class).'),
    gradients: (margins, data, out) => writeGradients(classes, margins, data, out),
    predictions: (margins) => probabilities(margins, classes),
    startMargin: (baseScore) => baseScore,
  };
}

function writeGradients(
  classes: number, margins: Float32Array, {
    labels, weights, rows,
  }: LabelledMatrix, out: readonly Float32Array[],
): void {
  const exponentials = new Float32Array(classes);
  for (let row = 0; row < rows; row++) {
    const total = f32(exponentiate(margins, row * classes, SMALLEST_NORMAL, exponentials));
    const weight = weights ? weights[row]! : 1;
    for (let group = 0; group < classes; group++) {
      const share = f32(exponentials[group]! / total);
      const second = f32(f32(f32(2 * share) * f32(1 - share)) * weight);
      out[group]![2 * row] = f32(labels[row] === group ? share - 1 : share) * weight;
      out[group]![2 * row + 1] = Math.max(second, LEAST_SECOND);
    }
  }
}

function probabilities(margins: Float32Array, classes: number): Float32Array {
  const out = new Float32Array(margins.length);
  const exponentials = new Float32Array(classes);
  for (let at = 0; at < margins.length; at += classes) {
    const total = f32(exponentiate(margins, at, margins[at]!, exponentials));
    for (let group = 0; group < classes; group++) {
      out[at + group] = exponentials[group]! / total;
    }
  }
  return out;
}

/** Writes e to the power of each margin less the largest; returns their sum. */
function exponentiate(
  margins: Float32Array, from: number, start: number, out: Float32Array,
): number {
  let largest = start;
  for (let group = 0; group < out.length; group++) {
    largest = Math.max(largest, margins[from + group]!);
  }
  let sum = 0;
  for (let group = 0; group < out.length; group++) {
    out[group] = Math.exp(f32(margins[from + group]! - largest));
    sum += out[group]!;
  }
  return sum;
}

function likeliest(margins: Float32Array, classes: number): Float32Array {
  const out = new Float32Array(margins.length / classes);
  for (let row = 0; row < out.length; row++) {
    let best = 0;
    for (let group = 1; group < classes; group++) {
      if (margins[row * classes + group]! > margins[row * classes + best]!) {
        best = group;
      }
    }
    out[row] = best;
  }
  return out;
}
