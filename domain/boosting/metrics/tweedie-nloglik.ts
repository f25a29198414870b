import { BoostingError } from '../errors.ts';
import { meanLoss } from './elementwise.ts';
import type { MetricDefinition } from './metric.ts';

/**
 * Mean negative log likelihood under a Tweedie distribution; the power follows `@`, 1.5 without.
 */
export const tweedieNloglik: MetricDefinition = {
  maximize: false,
  make: (argument = '1.5') => {
    const power = Math.fround(Number(argument));
    if (!(power >= 1 && power < 2)) {
      throw new BoostingError(
        'MetricNotOffered', `give tweedie-nloglik@ a power in [1, 2), got '${argument}'`
      );
    }
    return meanLoss((prediction, label) => {
      const logOfMean = Math.log(prediction);
      const a = label * Math.exp((1 - power) * logOfMean) / (1 - power);
      const b = Math.exp((2 - power) * logOfMean) / (2 - power);
      return b - a;
    });
  },
};
