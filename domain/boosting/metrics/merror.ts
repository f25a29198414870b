import { checkClasses, likeliestClasses } from './labels.ts';
import { plainMetric } from './metric.ts';

/** The share of rows whose class was got wrong. */
export const merror = plainMetric(false, (scored) => {
  const { labels, weights } = scored.data;
  checkClasses(scored);
  const classes = likeliestClasses(scored);
  let wrong = 0;
  let total = 0;
  labels.forEach((label, row) => {
    const weight = weights ? weights[row]! : 1;
    wrong += classes[row] === label ? 0 : weight;
    total += weight;
  });
  return wrong / total;
});
