import { lossMetric } from './elementwise.ts';

/** Root of the mean squared difference of logarithms, each plus one. */
export const rmsle = lossMetric(
  (prediction, label) => (Math.log1p(label) - Math.log1p(prediction)) ** 2, Math.sqrt);
