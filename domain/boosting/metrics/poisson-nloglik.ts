import { lossMetric } from './elementwise.ts';
import { logGamma } from './log-gamma.ts';

const LEAST = Math.fround(1e-16);

/** Mean negative log likelihood of counts under a Poisson distribution. */
export const poissonNloglik = lossMetric((prediction, label) => {
  const mean = Math.max(prediction, LEAST);
  return logGamma(label + 1) + mean - Math.log(mean) * label;
});
