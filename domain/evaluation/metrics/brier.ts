import { mean } from '../metric.ts';
import type { Metric, Outcome } from '../metric.ts';

const loss = ({ truth, value }: Outcome): number => (value - truth) ** 2;

/** Mean squared distance of the probability from what happened (Brier, 1950). */
export const brier: Metric = {
  name: 'brier',
  title: 'Brier score',
  direction: 'lower',
  loss,
  of: (outcomes) => mean(outcomes, loss),
};
