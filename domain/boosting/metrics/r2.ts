import { plainMetric } from './metric.ts';

/** The share of the labels' variance that the predictions explain. */
export const r2 = plainMetric(true, ({ predictions, data: { labels } }) => {
  const mean = labels.reduce((sum, label) => sum + label, 0) / labels.length;
  let left = 0;
  let all = 0;
  labels.forEach((label, row) => {
    left += (label - predictions[row]!) ** 2;
    all += (label - mean) ** 2;
  });
  if (all === 0) {
    return left === 0 ? 1 : 0;
  }
  return 1 - left / all;
});
