import { mean } from '../metric.ts';
import type { Metric, Outcome } from '../metric.ts';

const loss = ({ truth, value }: Outcome): number => Math.abs(value - truth) / Math.max(Math.abs(truth), 1e-9);

/** Mean absolute percentage error, as a share: |error| / |truth|; truths near 0 weigh without bound. */
export const mape: Metric = {
  name: 'mape',
  title: 'Mean absolute percentage error',
  direction: 'lower',
  loss,
  of: (outcomes) => mean(outcomes, loss),
};
