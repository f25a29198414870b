import type { Metric } from '../metric.ts';

/** Of the rows predicted positive, cut at 0.5, the share that is. NaN when none is predicted positive. */
export const precision: Metric = {
  name: 'precision',
  title: 'Precision',
  direction: 'higher',
  of: (outcomes) => {
    const called = outcomes.filter(({ value }) => value >= 0.5);
    return called.filter(({ truth }) => truth === 1).length / called.length;
  },
};
