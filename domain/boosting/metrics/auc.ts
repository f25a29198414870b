import { plainMetric } from './metric.ts';
import { walkThresholds } from './ranking.ts';

/** The area under the curve of true over false positives; 0.5 when only one label occurs. */
export const auc = plainMetric(true, (scored) => {
  let area = 0;
  const total = walkThresholds(scored, (before, after) => {
    area += (after.negative - before.negative) * (after.positive + before.positive) / 2;
  });
  const all = total.negative * total.positive;
  return all > 0 ? area / all : 0.5;
});
