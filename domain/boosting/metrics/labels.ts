import { BoostingError } from '../errors.ts';
import type { Scored } from './metric.ts';

/** Refuses labels that are no class, in the words of XGBoost. */
export function checkClasses({ groups, data: { labels } }: Scored): void {
  const stray = labels.find((label) => label < 0 || label >= groups);
  if (stray !== undefined) {
    throw new BoostingError('LabelsNotUsable', 'MultiClassEvaluation: label must be in [0, num_class), '
      + `num_class=${groups} but found ${stray} in label`);
  }
}

/** The class with the largest prediction of each row. */
export function likeliestClasses({ predictions, groups, data: { rows } }: Scored): Int32Array {
  const classes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let group = 1; group < groups; group++) {
      if (predictions[row * groups + group]! > predictions[row * groups + classes[row]!]!) {
        classes[row] = group;
      }
    }
  }
  return classes;
}

/**
 * The labels as the metrics of the SageMaker container read them off: the likeliest class of
 * several, and with one prediction per row, 1 when it is above 0. The container means margins by
 * that; see the reference page.
 */
export function predictedLabels(scored: Scored): Int32Array {
  return scored.groups > 1
    ? likeliestClasses(scored)
    : Int32Array.from(scored.predictions, (value) => +(value > 0));
}
