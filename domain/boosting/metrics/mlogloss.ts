import { checkClasses } from './labels.ts';
import { plainMetric } from './metric.ts';

const LEAST = Math.fround(1e-16);

/** Mean negative log likelihood of classes. */
export const mlogloss = plainMetric(false, (scored) => {
  checkClasses(scored);
  const { predictions, groups, data: { labels, weights } } = scored;
  let sum = 0;
  let total = 0;
  labels.forEach((label, row) => {
    const weight = weights ? weights[row]! : 1;
    sum -= weight * Math.log(Math.max(predictions[row * groups + label]!, LEAST));
    total += weight;
  });
  return sum / total;
});
