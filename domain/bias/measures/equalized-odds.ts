import { differenceInterval, share } from '../proportion.ts';
import { extremes } from './measure.ts';
import type { BiasMeasure, CountedGroup, Disparity, Evidence, GroupShare } from './measure.ts';
import type { TruthCounts } from '../group-counts.ts';

/**
 * Equalized odds difference: the larger of the differences between groups in true positive rate and in
 * false positive rate (Hardt, Price and Srebro, "Equality of opportunity in supervised learning", 2016).
 * From 0 to 1.
 */
export const equalizedOdds: BiasMeasure = {
  name: 'equalizedOdds',
  title: 'equalized odds difference',
  needsTruth: true,
  fairSide: 'lower',
  of: (groups, evidence) => {
    const found = [
      largestGap(groups, evidence, ({ truePositives, positives }) => ({
        hits: truePositives,
        of: positives,
      })),
      largestGap(groups, evidence, ({ falsePositives, negatives }) => ({
        hits: falsePositives,
        of: negatives,
      })),
    ].filter((gap) => gap !== null);
    return found.length < 2 ? null : found.reduce((a, b) => (b.value > a.value ? b : a));
  },
};

function largestGap(
  groups: readonly CountedGroup[],
  { z, minimumRows }: Evidence,
  rate: (counts: TruthCounts) => Omit<GroupShare, 'group'>,
): Disparity | null {
  const rates = groups.flatMap(({ group, truth }) =>
    truth === null ? [] : [{ group, ...rate(truth) }],
  );
  const found = extremes(rates, minimumRows);
  if (found === null) return null;
  const [lowest, highest] = found;
  return {
    value: share(highest) - share(lowest),
    interval: differenceInterval(highest, lowest, z),
    groups: [lowest.group, highest.group],
  };
}
