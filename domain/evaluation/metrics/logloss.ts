import { mean } from '../metric.ts';
import type { Metric, Outcome } from '../metric.ts';

const loss = ({ chance }: Outcome): number => -Math.log(Math.min(Math.max(chance, 1e-15), 1 - 1e-15));

/**
 * Mean negative logarithm of the probability given to what happened; probabilities are clipped at 1e-15.
 */
export const logloss: Metric = {
  name: 'logloss',
  title: 'Logarithmic loss',
  direction: 'lower',
  loss,
  of: (outcomes) => mean(outcomes, loss),
};
