import { judgeQuality } from './judge-quality.ts';
import { windowStart } from './monitor.ts';
import { errorScores, onset } from './onset.ts';
import { Resamples } from './resamples.ts';
import type { QualityVerdict } from './judge-quality.ts';
import type { CheckParts, Judgement } from './monitor.ts';

/** Judges the errors of the trailing window against the error on the holdout. */
export function qualityMonitor(parts: CheckParts): Judgement<QualityVerdict> | null {
  const { definition, baseline, errors, outcomes, now } = parts;
  const { quality, minimumRows } = definition.monitors;
  if (quality === undefined) return null;
  const policy = { ...quality, minimumRows, reference: baseline.reference };
  const from = windowStart(definition, now).toISOString().slice(0, 10);
  const verdict = judgeQuality(
    errors.filter(({ day }) => day >= from),
    outcomes.reduce((all, { resamples }) => all.merge(resamples), new Resamples()),
    policy,
  );
  const isBad = verdict.verdict === 'bad';
  const since = isBad ? onset(errorScores(errors, policy)) : null;
  return { verdict, opinion: { isBad, reason: verdict.reason, features: [], since } };
}
