import { driftMonitor } from './drift-monitor.ts';
import { healthOf } from './health.ts';
import { qualityMonitor } from './quality-monitor.ts';
import type { DriftVerdict } from '../drift/judge-drift.ts';
import type { Health } from './health.ts';
import type { QualityVerdict } from './judge-quality.ts';
import type { CheckParts } from './monitor.ts';

/** What a check found. */
export interface CheckFindings {
  readonly drift: DriftVerdict;
  /** Null when errors are not watched. */
  readonly quality: QualityVerdict | null;
  readonly health: Health;
  readonly rows: number;
}

/** What is watched; what weighs more comes first. */
const MONITORS = { quality: qualityMonitor, drift: driftMonitor } as const;

/** Asks all monitors, and says what their opinions come to. */
export function check(parts: CheckParts): CheckFindings {
  const [quality, drift] = [MONITORS.quality(parts), MONITORS.drift(parts)];
  const health = healthOf([
    ...(quality === null ? [] : [{ kind: 'quality' as const, ...quality.opinion }]),
    { kind: 'drift', ...drift.opinion },
  ]);
  return {
    drift: drift.verdict,
    quality: quality?.verdict ?? null,
    health,
    rows: drift.verdict.rows,
  };
}
