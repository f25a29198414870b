import * as z from 'zod';
import { metricOf } from '../evaluation/metric-table.ts';
import { outcomeOf } from '../evaluation/outcome.ts';
import { ConfidenceEstimator, confidenceLoss, fitConfidence } from './confidence.ts';
import { fitLossModel, learnedLoss, LossModel } from './loss-model.ts';
import type { Task } from '../definition/model-definition.ts';
import type { WatchedMetric } from '../definition/policies.ts';
import type { EstimatedRow, ExpectedLoss } from './estimated-row.ts';

/** What tells the loss of rows before their truth is known; pinned with a baseline. */
export const Estimator = z.object({
  how: z.discriminatedUnion('kind', [ConfidenceEstimator, LossModel]),
  /** Holdout rows it has learned from. */
  rows: z.int(),
  /**
   * Mean expected loss on rows of the holdout that it had not learned from: what a window is compared with.
   */
  reference: z.number(),
  /** Standard deviation of the losses around what was expected of them, on the same rows. */
  spread: z.number(),
});
export type Estimator = z.output<typeof Estimator>;

/** Rows of known truth. */
export interface KnownRows {
  readonly task: Task;
  readonly metric: WatchedMetric;
  readonly rows: readonly EstimatedRow[];
  readonly truths: readonly number[];
}

const FOLDS = 4;

/** Rows below which nothing can be learned of losses. */
const FEWEST = 50;

/**
 * Learns from the holdout, whose rows the model has not seen; how well is measured crosswise, each quarter by
 * what was learned from the others. Null where there are too few rows.
 */
export function fitEstimator(known: KnownRows): Estimator | null {
  const { task, metric, rows, truths } = known;
  if (rows.length < FEWEST) return null;
  const { loss = () => NaN } = metricOf(metric);
  const losses = rows.map(({ prediction }, row) => loss(outcomeOf(task, truths[row]!, prediction)));
  const expected = new Float64Array(rows.length);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const chosen = [...rows.keys()].filter((row) => row % FOLDS !== fold);
    const part = {
      ...known,
      rows: chosen.map((row) => rows[row]!),
      truths: chosen.map((row) => truths[row]!),
    };
    const estimate = expectedLoss(
      learn(
        part,
        chosen.map((row) => losses[row]!),
      ),
      task,
      metric,
    );
    for (let row = fold; row < rows.length; row += FOLDS) expected[row] = estimate(rows[row]!);
  }
  const mean = (values: ArrayLike<number>): number =>
    Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
  return {
    how: learn(known, losses),
    rows: rows.length,
    reference: mean(expected),
    spread: Math.sqrt(mean(losses.map((own, row) => (own - expected[row]!) ** 2))),
  };
}

/** The function that an estimator has learned. */
export function expectedLoss(
  how: Estimator['how'],
  task: Task,
  metric: WatchedMetric,
): ExpectedLoss {
  return how.kind === 'confidence' ? confidenceLoss(how, task, metric) : learnedLoss(how);
}

function learn({ task, rows, truths }: KnownRows, losses: readonly number[]): Estimator['how'] {
  return task === 'regression' ? fitLossModel(rows, losses) : fitConfidence(task, rows, truths);
}
