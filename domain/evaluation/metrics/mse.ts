import { mean } from '../metric.ts';
import type { Metric, Outcome } from '../metric.ts';

const loss = ({ truth, value }: Outcome): number => (value - truth) ** 2;

/** Mean squared error, in the squared unit of the target. */
export const mse: Metric = {
  name: 'mse',
  title: 'Mean squared error',
  direction: 'lower',
  loss,
  of: (outcomes) => mean(outcomes, loss),
};
