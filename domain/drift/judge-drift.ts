import * as z from 'zod';
import { total } from '../profile/binning.ts';
import { chiSquarePValue } from './chi-square.ts';
import { discoveries } from './false-discovery.ts';
import { psi } from './psi.ts';
import type { FeatureProfile } from '../profile/profile.ts';

/** What is found out about one feature. */
export const FeatureDrift = z.object({
  name: z.string(),
  /** Effect: population stability index. */
  psi: z.number(),
  /** Evidence: p-value of the chi-square test of homogeneity. */
  pValue: z.number(),
  drifting: z.boolean(),
});
export type FeatureDrift = z.output<typeof FeatureDrift>;

/** What is found out about the inputs of a model. */
export const DriftVerdict = z.object({
  verdict: z.enum(['stable', 'drifting', 'not-enough-data', 'cannot-tell']),
  rows: z.int(),
  /** Largest index over features divided by the threshold; 0 when nothing could be compared. */
  score: z.number(),
  features: z.array(FeatureDrift),
  reason: z.string(),
});
export type DriftVerdict = z.output<typeof DriftVerdict>;

/** What a verdict needs besides the two distributions. */
export interface DriftPolicy {
  readonly threshold: number;
  readonly falseDiscoveryRate: number;
  readonly minimumRows: number;
}

/**
 * Compares current inputs with a baseline. A feature drifts when the effect is large (index at or above the
 * threshold) and the evidence is strong (a discovery over all features): a large sample makes any small
 * difference significant, and a small sample makes any large difference likely.
 */
export function judgeDrift(
  baseline: readonly FeatureProfile[], current: readonly FeatureProfile[], policy: DriftPolicy,
): DriftVerdict {
  const rows = total(current[0]?.counts ?? []);
  if (rows < policy.minimumRows) {
    return nothing('not-enough-data', rows, `${rows} rows seen, ${policy.minimumRows} are needed`);
  }
  if (baseline.length === 0 || total(baseline[0]!.counts) === 0) {
    return nothing('cannot-tell', rows, 'the baseline holds no rows');
  }
  const features = compare(baseline, current, policy);
  const score = Math.max(...features.map((feature) => feature.psi)) / policy.threshold;
  const drifting = features.filter((feature) => feature.drifting);
  if (drifting.length === 0) {
    return { verdict: 'stable', rows, score, features, reason: `no feature of ${features.length} drifts` };
  }
  const named = drifting.map(({ name, psi: effect }) => `${name} (${effect.toFixed(3)})`).join(', ');
  return { verdict: 'drifting', rows, score, features, reason: `${named} drifted, from ${policy.threshold} on it counts` };
}

function compare(
  baseline: readonly FeatureProfile[], current: readonly FeatureProfile[], policy: DriftPolicy,
): FeatureDrift[] {
  const pairs = baseline.map((reference, index) => ({ reference, counts: current[index]?.counts ?? [] }));
  const pValues = pairs.map(({ reference, counts }) => chiSquarePValue(reference.counts, counts));
  const found = discoveries(pValues, policy.falseDiscoveryRate);
  return pairs.map(({ reference, counts }, index) => {
    const effect = psi.distance(reference.counts, counts);
    return {
      name: reference.name,
      psi: effect,
      pValue: pValues[index]!,
      drifting: effect >= policy.threshold && found[index]!,
    };
  });
}

function nothing(verdict: DriftVerdict['verdict'], rows: number, reason: string): DriftVerdict {
  return { verdict, rows, score: 0, features: [], reason };
}
