import { demographicParity } from './demographic-parity.ts';
import { disparateImpact } from './disparate-impact.ts';
import { equalizedOdds } from './equalized-odds.ts';
import type { BiasMeasure } from './measure.ts';

/** All measures, in the order in which reports show them. */
export const BIAS_MEASURES: readonly BiasMeasure[] = [
  demographicParity,
  disparateImpact,
  equalizedOdds,
];
