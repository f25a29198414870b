import { judgeDrift } from '../drift/judge-drift.ts';
import { total } from '../profile/binning.ts';
import { profilesOf } from './capture-summary.ts';
import { healthOf } from './health.ts';
import { judgeQuality } from './judge-quality.ts';
import { driftScores, errorScores, onset } from './onset.ts';
import type { ModelDefinition } from '../definition/model-definition.ts';
import type { DriftVerdict } from '../drift/judge-drift.ts';
import type { Baseline } from './baseline.ts';
import type { CaptureSummary } from './capture-summary.ts';
import type { ErrorDay } from './error-days.ts';
import type { Health } from './health.ts';
import type { QualityPolicy, QualityVerdict } from './judge-quality.ts';

/** What a check has at hand. */
export interface CheckParts {
  readonly definition: ModelDefinition;
  readonly baseline: Baseline;
  readonly summary: CaptureSummary;
  /** Errors of the version, oldest day first. */
  readonly errors: readonly ErrorDay[];
  /** First day of the window, `yyyy-mm-dd`. */
  readonly from: string;
}

/** What a check found. */
export interface CheckFindings {
  readonly drift: DriftVerdict;
  /** Null when errors are not watched. */
  readonly quality: QualityVerdict | null;
  readonly health: Health;
  readonly rows: number;
}

/** Judges inputs and errors of the trailing window against the baseline of the version that serves. */
export function check(parts: CheckParts): CheckFindings {
  const drift = checkDrift(parts);
  const policy = qualityPolicy(parts);
  const quality = policy && judgeQuality(parts.errors.filter(({ day }) => day >= parts.from), policy);
  const health = healthOf(drift, quality, {
    drift: drift.verdict === 'drifting' ? driftOnset(parts, drift) : null,
    quality: policy === null ? null : onset(errorScores(parts.errors, policy)),
  });
  return { drift, quality, health, rows: drift.rows };
}

function checkDrift({ definition, baseline, summary, from }: CheckParts): DriftVerdict {
  const { drift, minimumRows, overDays } = definition.monitors;
  const days = summary.days.filter(({ day }) => day >= from);
  const profiles = profilesOf(days, baseline);
  const rows = total(profiles[0]?.counts ?? []);
  if (summary.firstDay === null || summary.firstDay > from) {
    // A part of a week has other hours and weekdays than a week: that would look like drift.
    const reason = `${rows} rows seen, but not yet over ${overDays} days`;
    return { verdict: 'not-enough-data', rows, score: 0, features: [], reason };
  }
  const enoughPredictions = total(profiles[profiles.length - 1]!.counts) >= minimumRows;
  const references = [...baseline.features, baseline.predictions];
  const last = enoughPredictions ? references.length : references.length - 1;
  return judgeDrift(references.slice(0, last), profiles.slice(0, last), { ...drift, minimumRows });
}

function qualityPolicy({ definition, baseline }: CheckParts): QualityPolicy | null {
  const { quality, minimumRows } = definition.monitors;
  return quality === undefined ? null : { ...quality, minimumRows, reference: baseline.reference };
}

/** The onset as the feature sees it that moved most. */
function driftOnset({ baseline, summary, from }: CheckParts, { features }: DriftVerdict): string | null {
  const moved = features.filter((feature) => feature.drifting).sort((a, b) => b.psi - a.psi)[0];
  const index = baseline.features.findIndex((feature) => feature.name === moved?.name);
  if (index < 0) return null;
  const window = summary.days.filter(({ day }) => day >= from);
  const current = profilesOf(window, baseline)[index]!.counts;
  const days = summary.days.map(({ day, counts }) => ({ day, counts: counts[index]! }));
  return onset(driftScores(days, baseline.features[index]!.counts, current));
}
