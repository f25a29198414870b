import { ratioInterval, share } from '../proportion.ts';
import { extremes, favourableShares } from './measure.ts';
import type { BiasMeasure } from './measure.ts';

/**
 * Disparate impact ratio: the smallest share of favourable predictions of a group over the largest. From 0
 * to 1; below 0.8 it is evidence of adverse impact by the four-fifths rule of the US Equal Employment
 * Opportunity Commission (29 CFR 1607.4 D).
 */
export const disparateImpact: BiasMeasure = {
  name: 'disparateImpact',
  title: 'disparate impact ratio',
  needsTruth: false,
  fairSide: 'higher',
  of: (groups, { z, minimumRows }) => {
    const found = extremes(favourableShares(groups), minimumRows);
    if (found === null || found[1].hits === 0) return null;
    const [worst, best] = found;
    return {
      value: share(worst) / share(best),
      interval: ratioInterval(worst, best, z),
      groups: [worst.group, best.group],
    };
  },
};
