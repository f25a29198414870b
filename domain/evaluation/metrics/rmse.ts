import { mean } from '../metric.ts';
import type { Metric, Outcome } from '../metric.ts';

const loss = ({ truth, value }: Outcome): number => (value - truth) ** 2;

/** Root of the mean squared error, in the unit of the target. */
export const rmse: Metric = {
  name: 'rmse',
  title: 'Root mean squared error',
  direction: 'lower',
  loss,
  of: (outcomes) => Math.sqrt(mean(outcomes, loss)),
};
