import { judgeDrift } from '../drift/judge-drift.ts';
import { total } from '../profile/binning.ts';
import { daysOf, hourOf, profilesOf, spansAfter } from './capture-summary.ts';
import { healthOf } from './health.ts';
import { judgeQuality } from './judge-quality.ts';
import { driftScores, errorScores, onset } from './onset.ts';
import type { ModelDefinition } from '../definition/model-definition.ts';
import type { DriftVerdict } from '../drift/judge-drift.ts';
import type { FeatureProfile } from '../profile/profile.ts';
import type { Baseline } from './baseline.ts';
import type { CaptureSummary } from './capture-summary.ts';
import type { ErrorDay } from './error-days.ts';
import type { Health } from './health.ts';
import type { QualityPolicy, QualityVerdict } from './judge-quality.ts';

const DAY = 86_400_000;

/** What a check has at hand. */
export interface CheckParts {
  readonly definition: ModelDefinition;
  readonly baseline: Baseline;
  readonly summary: CaptureSummary;
  /** Errors of the version, oldest day first. */
  readonly errors: readonly ErrorDay[];
  readonly now: Date;
}

/** What a check found. */
export interface CheckFindings {
  readonly drift: DriftVerdict;
  /** Null when errors are not watched. */
  readonly quality: QualityVerdict | null;
  readonly health: Health;
  readonly rows: number;
}

/** The beginning of the window of a check. */
export function windowStart({ monitors }: ModelDefinition, now: Date): Date {
  return new Date(now.getTime() - monitors.overDays * DAY);
}

/** Judges inputs and errors of the trailing window against the baseline of the version that serves. */
export function check(parts: CheckParts): CheckFindings {
  const { definition, errors, now } = parts;
  const drift = checkDrift(parts);
  const policy = qualityPolicy(parts);
  const from = windowStart(definition, now).toISOString().slice(0, 10);
  const quality = policy && judgeQuality(errors.filter(({ day }) => day >= from), policy);
  const health = healthOf(drift, quality, {
    drift: drift.verdict === 'drifting' ? driftOnset(parts, drift) : null,
    quality: policy === null ? null : onset(errorScores(errors, policy)),
  });
  return { drift, quality, health, rows: drift.rows };
}

function checkDrift(parts: CheckParts): DriftVerdict {
  const { definition, baseline, summary, now } = parts;
  const { drift, minimumRows, overDays } = definition.monitors;
  const from = windowStart(definition, now);
  const profiles = profilesOf(spansAfter(summary, hourOf(from)), baseline);
  const rows = total(profiles[0]?.counts ?? []);
  if (summary.first === null || summary.first > hourOf(from)) {
    // A part of a week has other hours and weekdays than a week: that would look like drift.
    const reason = `${rows} rows seen, but not yet over ${overDays} days`;
    return { verdict: 'not-enough-data', rows, score: 0, features: [], reason };
  }
  const watched = (profile: FeatureProfile): boolean => !drift.ignore.includes(profile.name);
  const enough = total(profiles[profiles.length - 1]!.counts) >= minimumRows;
  const references = [...baseline.features, ...(enough ? [baseline.predictions] : [])];
  const current = profiles.slice(0, references.length).filter(watched);
  return judgeDrift(references.filter(watched), current, { ...drift, minimumRows });
}

function qualityPolicy({ definition, baseline }: CheckParts): QualityPolicy | null {
  const { quality, minimumRows } = definition.monitors;
  return quality === undefined ? null : { ...quality, minimumRows, reference: baseline.reference };
}

/** The onset as the feature sees it that moved most. */
function driftOnset(
  { definition, baseline, summary, now }: CheckParts, { features }: DriftVerdict,
): string | null {
  const moved = features.filter((feature) => feature.drifting).sort((a, b) => b.psi - a.psi)[0];
  const index = baseline.features.findIndex((feature) => feature.name === moved?.name);
  if (index < 0) return null;
  const window = spansAfter(summary, hourOf(windowStart(definition, now)));
  const current = profilesOf(window, baseline)[index]!.counts;
  const days = daysOf(summary).map(({ at, counts }) => ({ day: at, counts: counts[index]! }));
  return onset(driftScores(days, baseline.features[index]!.counts, current));
}
