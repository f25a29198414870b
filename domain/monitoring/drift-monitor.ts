import { levelPerCheck } from '../drift/false-pages.ts';
import { judgeDrift, noVerdict } from '../drift/judge-drift.ts';
import { total } from '../profile/binning.ts';
import { seasonalReference } from '../profile/season.ts';
import { cellsOf, daysOf, hourOf, profilesOf, spansAfter } from './capture-summary.ts';
import { windowStart } from './monitor.ts';
import { driftScores, onset } from './onset.ts';
import type { Comparison, DriftPolicy, DriftVerdict } from '../drift/judge-drift.ts';
import type { ModelDefinition } from '../definition/model-definition.ts';
import type { FeatureProfile } from '../profile/profile.ts';
import type { CheckParts, Judgement } from './monitor.ts';

/** Share of rows without counterpart in the reference from which a season cannot be compared. */
const MOST_UNMATCHED = 0.1;

/** What the window is held against, or why it cannot be. */
export type WindowComparison =
  | { readonly comparisons: readonly Comparison[] }
  | {
      readonly verdict: 'not-enough-data' | 'cannot-tell';
      readonly rows: number;
      readonly reason: string;
    };

/** Judges inputs and predictions of the trailing window against the baseline of the version that serves. */
export function driftMonitor(parts: CheckParts): Judgement<DriftVerdict> {
  const compared = compareWindow(parts);
  const verdict =
    'comparisons' in compared
      ? judgeDrift(compared.comparisons, driftPolicy(parts.definition))
      : noVerdict(compared.verdict, compared.rows, compared.reason);
  const isBad = verdict.verdict === 'drifting';
  const features = verdict.features.filter((feature) => feature.drifting).map(({ name }) => name);
  return {
    verdict,
    opinion: {
      isBad,
      reason: verdict.reason,
      features,
      since: isBad ? driftOnset(parts, verdict) : null,
    },
  };
}

/** What verdicts on a model's inputs go by. */
export function driftPolicy({ monitors }: Pick<ModelDefinition, 'monitors'>): DriftPolicy {
  const { drift, everyHours, minimumRows } = monitors;
  return {
    threshold: drift.threshold,
    minimumRows,
    level: levelPerCheck({ ...drift, everyHours }),
  };
}

/** Every watched feature, and the prediction where there are enough, over the trailing window. */
export function compareWindow({
  definition,
  baseline,
  summary,
  now,
}: CheckParts): WindowComparison {
  const { drift, minimumRows, overDays } = definition.monitors;
  const from = hourOf(windowStart(definition, now));
  const spans = spansAfter(summary, from);
  const profiles = profilesOf(spans, baseline);
  const rows = total(profiles[0]?.counts ?? []);
  if (summary.first === null || summary.first > from) {
    // A part of a week has other hours and weekdays than a week: that would look like drift.
    const reason = `${rows} rows seen, but not yet over ${overDays} days`;
    return { verdict: 'not-enough-data', rows, reason };
  }
  const cells = cellsOf(spans);
  const enough = total(profiles[profiles.length - 1]!.counts) >= minimumRows;
  const references = [...baseline.features, ...(enough ? [baseline.predictions] : [])];
  let unmatched = 0;
  const comparisons = references.flatMap((reference, index) => {
    if (drift.ignore.includes(reference.name)) return [];
    const seasonal = referenceOf(reference, cells);
    unmatched = Math.max(unmatched, seasonal.unmatched);
    return [{ name: reference.name, reference: seasonal.counts, current: profiles[index]!.counts }];
  });
  if (unmatched <= MOST_UNMATCHED) return { comparisons };
  const share = `${Math.round(100 * unmatched)} % of ${rows} rows`;
  return {
    verdict: 'cannot-tell',
    rows,
    reason: `${share} are of times that the baseline has no rows of`,
  };
}

function referenceOf(profile: FeatureProfile, cells: readonly number[]) {
  const { byCell, counts } = profile;
  return byCell === undefined || total(cells) === 0
    ? { counts, unmatched: 0 }
    : seasonalReference(byCell, cells);
}

/** The onset as the feature sees it that moved most. */
function driftOnset(
  { definition, baseline, summary, now }: CheckParts,
  { features }: DriftVerdict,
): string | null {
  const moved = features.filter((feature) => feature.drifting).sort((a, b) => b.psi - a.psi)[0];
  const index = baseline.features.findIndex((feature) => feature.name === moved?.name);
  if (index < 0) return null;
  const window = spansAfter(summary, hourOf(windowStart(definition, now)));
  const current = profilesOf(window, baseline)[index]!.counts;
  const days = daysOf(summary).map(({ at, counts }) => ({ day: at, counts: counts[index]! }));
  return onset(driftScores(days, baseline.features[index]!.counts, current));
}
