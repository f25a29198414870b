import { BoostingError } from '../errors.ts';
import { meanLoss } from './elementwise.ts';
import type { MetricDefinition } from './metric.ts';

const DEFAULT_THRESHOLD = 0.5;

/** The share of binary labels got wrong; `error@t` calls predictions above t positive. */
export const error: MetricDefinition = {
  maximize: false,
  make: (argument) => {
    const threshold = Math.fround(argument === undefined ? DEFAULT_THRESHOLD : Number(argument));
    if (Number.isNaN(threshold)) {
      throw new BoostingError(
        'MetricNotOffered', `give the threshold of error@ as a number, got '${argument}'`
      );
    }
    return meanLoss((prediction, label) => (prediction > threshold ? 1 - label : label));
  },
};
