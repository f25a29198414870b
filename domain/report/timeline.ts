import { psi } from '../drift/psi.ts';
import { daysOf } from '../monitoring/capture-summary.ts';
import { plus } from '../profile/binning.ts';
import type { DriftVerdict } from '../drift/judge-drift.ts';
import type { CaptureSpan } from '../monitoring/capture-span.ts';
import type { CheckParts } from '../monitoring/monitor.ts';
import type { DayDrift } from './check-report.ts';

/** Features that are followed through the days: those that moved most. */
const FOLLOWED = 50;
const DAY = 86_400_000;

/** The strongest drift of inputs by day: of the window that ends on it, where that has enough rows. */
export function timelineOf(parts: CheckParts, { features }: DriftVerdict): readonly DayDrift[] {
  const { definition, baseline, summary } = parts;
  const { drift, minimumRows, overDays } = definition.monitors;
  const strongest = [...features].sort((a, b) => b.psi - a.psi).slice(0, FOLLOWED);
  const followed = strongest.flatMap(({ name }) => {
    const index = baseline.features.findIndex((feature) => feature.name === name);
    return index < 0 ? [] : [{ name, index }];
  });
  const days = daysOf(summary);
  return days.flatMap(({ at }) => {
    const from = new Date(Date.parse(at) - (overDays - 1) * DAY).toISOString().slice(0, 10);
    const window = days.filter((day) => day.at >= from && day.at <= at);
    const rows = window.reduce((sum, day) => sum + day.rows, 0);
    if (rows < minimumRows || followed.length === 0) return [];
    const scored = followed.map(({ name, index }) => ({
      feature: name,
      score:
        psi.distance(baseline.features[index]!.counts, countsOf(window, index)) / drift.threshold,
    }));
    const most = scored.reduce((a, b) => (b.score > a.score ? b : a));
    return [{ day: at, rows, ...most }];
  });
}

function countsOf(window: readonly CaptureSpan[], index: number): number[] {
  return window.reduce<number[]>((sum, { counts }) => plus(counts[index]!, sum), []);
}
