import { biasMonitor } from './bias-monitor.ts';
import { classify, needsSecondOpinion } from './classifier.ts';
import { driftMonitor } from './drift-monitor.ts';
import { estimateMonitor } from './estimate-monitor.ts';
import { healthOf } from './health.ts';
import { qualityMonitor } from './quality-monitor.ts';
import type { BiasVerdict } from '../bias/judge-bias.ts';
import type { DriftVerdict } from '../drift/judge-drift.ts';
import type { QualityEstimate } from '../estimation/judge-estimate.ts';
import type { Classification } from '../drift/tell-apart.ts';
import type { Health } from './health.ts';
import type { QualityVerdict } from './judge-quality.ts';
import type { CheckParts } from './monitor.ts';

/** What a check found. */
export interface CheckFindings {
  readonly drift: DriftVerdict;
  /** Null when errors are not watched. */
  readonly quality: QualityVerdict | null;
  /** What errors are thought to be before labels come; null when they are not watched. */
  readonly estimate: QualityEstimate | null;
  /** Null when no groups are watched. */
  readonly bias: BiasVerdict | null;
  /** What a classifier sees in all features at once; null while nobody has to ask it. */
  readonly classifier: Classification | null;
  readonly health: Health;
  readonly rows: number;
}

/** What is watched; what weighs more comes first. */
const MONITORS = {
  quality: qualityMonitor, drift: driftMonitor, estimate: estimateMonitor, bias: biasMonitor,
} as const;

/** Asks all monitors, and says what their opinions come to. */
export function check(parts: CheckParts): CheckFindings {
  const [quality, drift, bias] = [MONITORS.quality(parts), MONITORS.drift(parts), MONITORS.bias(parts)];
  const opinions = [
    ...(quality === null ? [] : [{ kind: 'quality' as const, ...quality.opinion }]),
    { kind: 'drift' as const, ...drift.opinion },
  ];
  const health = healthOf(opinions, bias?.verdict.verdict === 'unfair' ? [bias.verdict.reason] : []);
  return {
    drift: drift.verdict,
    quality: quality?.verdict ?? null,
    estimate: MONITORS.estimate(parts)?.verdict ?? null,
    bias: bias?.verdict ?? null,
    classifier: needsSecondOpinion(drift.verdict) ? classify(parts) : null,
    health,
    rows: drift.verdict.rows,
  };
}
