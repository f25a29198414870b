import { mean } from '../metric.ts';
import type { Metric, Outcome } from '../metric.ts';

const loss = ({ truth, value }: Outcome): number => value - truth;

/** Mean error, in the unit of the target: above 0 when predictions are too high. */
export const bias: Metric = {
  name: 'bias',
  title: 'Bias',
  direction: 'zero',
  loss,
  of: (outcomes) => mean(outcomes, loss),
};
