import * as z from 'zod';
import { total } from '../profile/binning.ts';
import { DRAWS, evidenceOf } from './evidence.ts';
import { discoveries } from './false-discovery.ts';
import { psi } from './psi.ts';
import type { BinCounts } from '../profile/binning.ts';

/** What is found out about one feature. */
export const FeatureDrift = z.object({
  name: z.string(),
  /** Effect: population stability index. */
  psi: z.number(),
  /** Evidence: how likely chance alone moves it as far, resampled at the very sizes. */
  pValue: z.number(),
  /** Effect and evidence are there. */
  drifting: z.boolean(),
});
export type FeatureDrift = z.output<typeof FeatureDrift>;

/** What is found out about the inputs of a model. */
export const DriftVerdict = z.object({
  verdict: z.enum(['stable', 'drifting', 'not-enough-data', 'cannot-tell']),
  rows: z.int(),
  /**
   * Largest index over the threshold, of the features whose drift is evident; below 1 when there is none, 0
   * when nothing could be compared. The alarm fires at 1.
   */
  score: z.number(),
  features: z.array(FeatureDrift),
  reason: z.string(),
});
export type DriftVerdict = z.output<typeof DriftVerdict>;

/** What a verdict needs besides the distributions. */
export interface DriftPolicy {
  readonly threshold: number;
  readonly minimumRows: number;
  /** The chance of a wrong `drifting` that this one check may take. */
  readonly level: number;
}

/** One feature as it was and as it is, counted in the same bins. */
export interface Comparison {
  readonly name: string;
  readonly reference: BinCounts;
  readonly current: BinCounts;
}

/** What a score comes to at most while no drift is evident. */
const QUIET = 0.99;

/**
 * Judges comparisons. A feature drifts when the effect is large (index at or above the threshold) and the
 * evidence is strong (a discovery over all features at the level of the check): a large sample makes any
 * small difference significant, and a small sample makes any large difference likely. A large effect that
 * chance may explain as well is neither: then nothing can be told before there are more rows.
 */
export function judgeDrift(comparisons: readonly Comparison[], policy: DriftPolicy): DriftVerdict {
  const rows = Math.max(0, ...comparisons.map(({ current }) => total(current)));
  const known = Math.min(...comparisons.map(({ reference }) => total(reference)));
  if (rows < policy.minimumRows) {
    return noVerdict(
      'not-enough-data',
      rows,
      `${rows} rows seen, ${policy.minimumRows} are needed`,
    );
  }
  if (comparisons.length === 0) return noVerdict('cannot-tell', rows, 'no feature is watched');
  if (known < 1) return noVerdict('cannot-tell', rows, 'the baseline holds no rows');
  const features = compare(comparisons, policy);
  const score = Math.max(...features.map((feature) => feature.psi)) / policy.threshold;
  const drifting = features.filter((feature) => feature.drifting);
  if (drifting.length > 0) {
    const evident = Math.max(...drifting.map((feature) => feature.psi)) / policy.threshold;
    const reason = `${named(drifting)} drifted, from ${policy.threshold} on it counts`;
    return { verdict: 'drifting', rows, score: evident, features, reason };
  }
  const moved = features.filter((feature) => feature.psi >= policy.threshold);
  if (moved.length === 0) {
    return {
      verdict: 'stable',
      rows,
      score: Math.min(score, QUIET),
      features,
      reason: `no feature of ${features.length} drifts`,
    };
  }
  return {
    verdict: 'cannot-tell',
    rows,
    score: QUIET,
    features,
    reason: chanceExplains(moved, rows, policy),
  };
}

/** A verdict that says only why there is none. */
export function noVerdict(
  verdict: 'not-enough-data' | 'cannot-tell',
  rows: number,
  reason: string,
): DriftVerdict {
  return { verdict, rows, score: 0, features: [], reason };
}

function compare(
  comparisons: readonly Comparison[],
  { threshold, level }: DriftPolicy,
): FeatureDrift[] {
  const effects = comparisons.map(({ reference, current }) => psi.distance(reference, current));
  const pValues = comparisons.map(({ reference, current }, index) => {
    const draws = effects[index]! < threshold / 2 ? Math.round(DRAWS / 3) : DRAWS;
    return evidenceOf(reference, current, draws).pValue;
  });
  const found = discoveries(pValues, level);
  return comparisons.map(({ name }, index) => ({
    name,
    psi: effects[index]!,
    pValue: pValues[index]!,
    drifting: effects[index]! >= threshold && found[index]!,
  }));
}

function chanceExplains(
  moved: readonly FeatureDrift[],
  rows: number,
  { level }: DriftPolicy,
): string {
  const likeliest = Math.max(...moved.map(({ pValue }) => pValue));
  return (
    `${named(moved)} looks moved, but among ${rows} rows chance does that in ${inWords(likeliest)}, ` +
    `${inWords(level)} is allowed: more rows are needed`
  );
}

function named(features: readonly FeatureDrift[]): string {
  return features.map(({ name, psi: effect }) => `${name} (${effect.toFixed(3)})`).join(', ');
}

/** A chance as one in how many. */
export function inWords(chance: number): string {
  if (chance >= 0.1) return `${(100 * chance).toFixed(0)} of 100 checks`;
  return `1 of ${Number((1 / chance).toPrecision(2)).toLocaleString('en')} checks`;
}
