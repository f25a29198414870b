import { mean } from '../metric.ts';
import type { Metric, Outcome } from '../metric.ts';

const loss = ({ hit }: Outcome): number => (hit ? 0 : 1);

/** Share of rows whose class was not the predicted one; binary tasks cut at 0.5. */
export const error: Metric = {
  name: 'error',
  title: 'Error rate',
  direction: 'lower',
  loss,
  of: (outcomes) => mean(outcomes, loss),
};
