import { mean } from '../metric.ts';
import type { Metric, Outcome } from '../metric.ts';

const loss = ({ truth, value }: Outcome): number => Math.abs(value - truth);

/** Mean absolute error, in the unit of the target. */
export const mae: Metric = {
  name: 'mae',
  title: 'Mean absolute error',
  direction: 'lower',
  loss,
  of: (outcomes) => mean(outcomes, loss),
};
