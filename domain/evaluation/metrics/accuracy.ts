import { mean } from '../metric.ts';
import type { Metric, Outcome } from '../metric.ts';

const loss = ({ hit }: Outcome): number => (hit ? 1 : 0);

/** Share of rows whose class was the predicted one; binary tasks cut at 0.5. */
export const accuracy: Metric = {
  name: 'accuracy',
  title: 'Accuracy',
  direction: 'higher',
  loss,
  of: (outcomes) => mean(outcomes, loss),
};
