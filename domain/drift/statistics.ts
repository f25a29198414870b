import { chiSquare } from './chi-square.ts';
import { hellinger } from './hellinger.ts';
import { jensenShannon } from './jensen-shannon.ts';
import { likelihoodRatio } from './likelihood-ratio.ts';
import { lInfinity } from './l-infinity.ts';
import { psi } from './psi.ts';
import { totalVariation } from './total-variation.ts';
import type { BinnedStatistic } from './statistic.ts';

/** All statistics over counts that reports show, in their order; those of samples come beside them. */
export const BINNED_STATISTICS: readonly BinnedStatistic[] = [
  psi,
  jensenShannon,
  hellinger,
  totalVariation,
  lInfinity,
  chiSquare,
  likelihoodRatio,
];
