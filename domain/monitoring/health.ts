import type { DriftVerdict } from '../drift/judge-drift.ts';
import type { QualityVerdict } from './judge-quality.ts';

/** What a check concludes about a model. */
export interface Health {
  /** Null while the model is well. Quality weighs more than drift. */
  readonly kind: 'quality' | 'drift' | null;
  readonly reason: string;
  readonly features: readonly string[];
  /** First day of the change, as a point in time. */
  readonly changedAt: string | null;
}

/** First days of the changes behind the verdicts, where they could be estimated. */
export interface Onsets {
  readonly drift: string | null;
  readonly quality: string | null;
}

/** Puts the verdicts of a check together. */
export function healthOf(
  drift: DriftVerdict, quality: QualityVerdict | null, since: Onsets,
): Health {
  const features = drift.features.filter((feature) => feature.drifting).map((feature) => feature.name);
  const reason = [quality?.reason, drift.reason].filter((text) => text !== undefined).join('; ');
  if (quality?.verdict === 'bad') return { kind: 'quality', reason, features, changedAt: midnight(since.quality) };
  if (drift.verdict === 'drifting') return { kind: 'drift', reason, features, changedAt: midnight(since.drift) };
  return { kind: null, reason, features, changedAt: null };
}

function midnight(day: string | null): string | null {
  return day === null ? null : `${day}T00:00:00.000Z`;
}
