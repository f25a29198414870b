import { mean } from '../metric.ts';
import type { Metric } from '../metric.ts';

/**
 * Coefficient of determination: 1 - squared errors over the spread of the truth. 0 is no better than the
 * mean.
 */
export const r2: Metric = {
  name: 'r2',
  title: 'Coefficient of determination',
  direction: 'higher',
  of: (outcomes) => {
    const middle = mean(outcomes, ({ truth }) => truth);
    const spread = mean(outcomes, ({ truth }) => (truth - middle) ** 2);
    return 1 - mean(outcomes, ({ truth, value }) => (value - truth) ** 2) / spread;
  },
};
