import { lossMetric } from './elementwise.ts';

const LEAST = Math.fround(1e-6);

/** Residual deviance of a gamma distribution. */
export const gammaDeviance = lossMetric((prediction, label) => {
  const mean = prediction + LEAST;
  const seen = label + LEAST;
  return Math.log(mean / seen) + seen / mean - 1;
}, (mean) => 2 * mean);
