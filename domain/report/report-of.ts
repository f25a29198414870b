import { driftPolicy } from '../monitoring/drift-monitor.ts';
import { windowStart } from '../monitoring/monitor.ts';
import { total } from '../profile/binning.ts';
import { featureReports } from './feature-reports.ts';
import { timelineOf } from './timeline.ts';
import type { CheckFindings } from '../monitoring/check.ts';
import type { CheckParts } from '../monitoring/monitor.ts';
import type { CheckReport } from './check-report.ts';

/** Writes down what a check looked at and what it found. */
export function reportOf(parts: CheckParts, findings: CheckFindings): CheckReport {
  const { definition, baseline, now } = parts;
  const { monitors } = definition;
  const { drift, quality, estimate, bias, classifier, health } = findings;
  const { threshold, level, minimumRows } = driftPolicy(definition);
  return {
    model: definition.name,
    version: baseline.version,
    at: now.toISOString(),
    window: {
      from: windowStart(definition, now).toISOString(),
      to: now.toISOString(),
      rows: drift.rows,
    },
    reference: {
      rows: total(baseline.features[0]?.counts ?? []),
      compareWith: baseline.season?.compareWith ?? 'all',
    },
    policy: {
      threshold,
      minimumRows,
      level,
      everyHours: monitors.everyHours,
      falsePagesPerYear: monitors.drift.falsePagesPerYear,
      ignore: [...monitors.drift.ignore],
    },
    drift,
    features: [...featureReports(parts, drift)],
    timeline: [...timelineOf(parts, drift)],
    classifier,
    quality,
    estimate,
    bias,
    health: { ...health, features: [...health.features] },
  };
}
