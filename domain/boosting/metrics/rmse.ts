import { lossMetric } from './elementwise.ts';

/** Root of the mean squared error. */
export const rmse = lossMetric(
  (prediction, label) => Math.fround(label - prediction) ** 2, Math.sqrt,
);
