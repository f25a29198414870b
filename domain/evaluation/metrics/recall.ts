import type { Metric } from '../metric.ts';

/** Of the positive rows, the share that is predicted positive, cut at 0.5. NaN when there is none. */
export const recall: Metric = {
  name: 'recall',
  title: 'Recall',
  direction: 'higher',
  of: (outcomes) => {
    const positive = outcomes.filter(({ truth }) => truth === 1);
    return positive.filter(({ value }) => value >= 0.5).length / positive.length;
  },
};
