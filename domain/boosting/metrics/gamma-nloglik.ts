import { lossMetric } from './elementwise.ts';

const LEAST = Math.fround(1e-6);

/** Mean negative log likelihood under a gamma distribution of shape 1. */
export const gammaNloglik = lossMetric((prediction, label) => {
  const mean = Math.max(prediction, LEAST);
  return label / mean + Math.log(mean);
});
