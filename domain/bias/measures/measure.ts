import type { Interval } from '../../monitoring/resamples.ts';
import type { PredictedCounts, TruthCounts } from '../group-counts.ts';
import type { Proportion } from '../proportion.ts';

/** Names of measures, as definitions limit them. */
export type BiasMeasureName = 'demographicParity' | 'disparateImpact' | 'equalizedOdds';

/** One group and what was counted of it. */
export interface CountedGroup {
  readonly group: string;
  readonly predicted: PredictedCounts;
  /** Null until truths have come. */
  readonly truth: TruthCounts | null;
}

/** How far two groups are apart. */
export interface Disparity {
  readonly value: number;
  /** At the confidence that was asked for. */
  readonly interval: Interval;
  /** The group that is served worst, then the one that is served best. */
  readonly groups: readonly [string, string];
}

/** How sure an interval is, and how many rows a group needs. */
export interface Evidence {
  /** Quantile of the normal distribution. */
  readonly z: number;
  readonly minimumRows: number;
}

/** A measure of how differently groups are served. One file each. */
export interface BiasMeasure {
  readonly name: BiasMeasureName;
  readonly title: string;
  /** Whether it needs the truth. */
  readonly needsTruth: boolean;
  /** `lower`: 0 is fair; `higher`: 1 is fair. */
  readonly fairSide: 'lower' | 'higher';
  /** The largest disparity between groups that are large enough; null when there are not two. */
  of(groups: readonly CountedGroup[], evidence: Evidence): Disparity | null;
}

/** A group and a share of its rows. */
export interface GroupShare extends Proportion {
  readonly group: string;
}

/** The groups with the lowest and the highest share; null when there are not two of enough rows. */
export function extremes(
  shares: readonly GroupShare[],
  minimumRows: number,
): readonly [GroupShare, GroupShare] | null {
  const enough = shares
    .filter(({ of }) => of >= minimumRows)
    .sort((a, b) => a.hits / a.of - b.hits / b.of || (a.group < b.group ? -1 : 1));
  return enough.length < 2 ? null : [enough[0]!, enough.at(-1)!];
}

/** The share of each group for which the favourable outcome was predicted. */
export function favourableShares(groups: readonly CountedGroup[]): readonly GroupShare[] {
  return groups.map(({ group, predicted: { favourable, rows } }) => ({
    group,
    hits: favourable,
    of: rows,
  }));
}
