import { lossMetric } from './elementwise.ts';

const LEAST = Math.fround(1e-16);
const bounded = (probability: number): number => Math.log(Math.max(probability, LEAST));

/** Mean negative log likelihood of binary labels. */
export const logloss = lossMetric((prediction, label) =>
  -label * bounded(prediction) - (1 - label) * bounded(Math.fround(1 - prediction)));
