import { plainMetric } from './metric.ts';
import { walkThresholds, type Counts } from './ranking.ts';

/**
 * The area under the curve of precision over recall, interpolated after Davis and Goadrich (2006).
 */
export const aucpr = plainMetric(true, (scored) => {
  const steps: [Counts, Counts][] = [];
  const total = walkThresholds(scored, (before, after) => steps.push([before, after]));
  return steps.reduce(
    (area, [before, after]) => area + areaBetween(before, after, total.positive), 0
  );
});

function areaBetween(before: Counts, after: Counts, positives: number): number {
  const from = before.positive / positives;
  const to = after.positive / positives;
  if (after.positive === before.positive) {
    return to - from;
  }
  const slope = (after.negative - before.negative) / (after.positive - before.positive);
  const a = slope + 1;
  const b = (before.negative - slope * before.positive) / positives;
  return b === 0
    ? (to - from) / a
    : (to - from - b / a * (Math.log(a * to + b) - Math.log(a * from + b))) / a;
}
