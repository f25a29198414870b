import type { Prediction } from '../evaluation/outcome.ts';

/** A row as an estimator sees it. */
export interface EstimatedRow {
  /** Values of the features that rows are kept of; null where one is missing. */
  readonly values: readonly (number | null)[];
  readonly prediction: Prediction;
}

/** The loss that a model is to be expected to have made on a row. */
export type ExpectedLoss = (row: EstimatedRow) => number;
