import { differenceInterval, share } from '../proportion.ts';
import { extremes, favourableShares } from './measure.ts';
import type { BiasMeasure } from './measure.ts';

/**
 * Demographic parity difference: the largest share of favourable predictions of a group minus the smallest
 * (Dwork, Hardt, Pitassi, Reingold and Zemel, "Fairness through awareness", 2012). From 0 to 1.
 */
export const demographicParity: BiasMeasure = {
  name: 'demographicParity',
  title: 'demographic parity difference',
  needsTruth: false,
  fairSide: 'lower',
  of: (groups, { z, minimumRows }) => {
    const found = extremes(favourableShares(groups), minimumRows);
    if (found === null) return null;
    const [worst, best] = found;
    return {
      value: share(best) - share(worst),
      interval: differenceInterval(best, worst, z),
      groups: [worst.group, best.group],
    };
  },
};
