import type { Metric } from '../metric.ts';

/** Harmonic mean of precision and recall, cut at 0.5: 2 hits / (2 hits + false alarms + misses). */
export const f1: Metric = {
  name: 'f1',
  title: 'F1 score',
  direction: 'higher',
  of: (outcomes) => {
    const hits = outcomes.filter(({ truth, value }) => truth === 1 && value >= 0.5).length;
    const wrong = outcomes.filter(({ truth, value }) => (value >= 0.5) !== (truth === 1)).length;
    return (2 * hits) / (2 * hits + wrong);
  },
};
