import * as z from 'zod';
import { metricOf } from '../evaluation/metric-table.ts';
import { outcomeOf } from '../evaluation/outcome.ts';
import { Calibration, calibrate, probabilityOf } from './calibration.ts';
import type { Task } from '../definition/model-definition.ts';
import type { WatchedMetric } from '../definition/policies.ts';
import type { EstimatedRow, ExpectedLoss } from './estimated-row.ts';

/** An estimator that takes a classifier by its word, after checking what its word is worth. */
export const ConfidenceEstimator = z.object({
  kind: z.literal('confidence'),
  /** Of binary tasks; the probabilities of many classes are taken as they are. */
  calibration: Calibration.nullable(),
});
export type ConfidenceEstimator = z.output<typeof ConfidenceEstimator>;

/** Learns from rows of known truth. */
export function fitConfidence(
  task: Task,
  rows: readonly EstimatedRow[],
  truths: readonly number[],
): ConfidenceEstimator {
  const calibration =
    task === 'binary'
      ? calibrate(
          rows.map(({ prediction }) => prediction[0]!),
          truths,
        )
      : null;
  return { kind: 'confidence', calibration };
}

/**
 * The loss that the probabilities themselves foretell: that of each class, weighted by how likely the class
 * is (confidence-based performance estimation: NannyML, "Estimation of performance of the monitored model",
 * CBPE; Guillory et al., "Predicting with confidence on unseen distributions", 2021). It sees rows that are
 * harder than before; it cannot see that the same rows have other truths now.
 */
export function confidenceLoss(
  { calibration }: ConfidenceEstimator,
  task: Task,
  metric: WatchedMetric,
): ExpectedLoss {
  const { loss = () => NaN } = metricOf(metric);
  return ({ prediction }) => {
    const chances =
      calibration === null ? prediction : twoOf(probabilityOf(calibration, prediction[0]!));
    return chances.reduce(
      (sum, chance, truth) => sum + chance * loss(outcomeOf(task, truth, prediction)),
      0,
    );
  };
}

function twoOf(probability: number): readonly [number, number] {
  return [1 - probability, probability];
}
