import * as z from 'zod';
import { binOf, noCounts, plus } from '../profile/binning.ts';
import { watchedValue } from '../profile/profile.ts';
import { predictionText } from './prediction-profile.ts';
import type { Binning } from '../profile/binning.ts';
import type { FeatureProfile } from '../profile/profile.ts';
import type { Baseline } from './baseline.ts';
import type { Capture } from './capture.ts';

/** Counts of one day of captures, in the bins of a baseline. */
export const CaptureDay = z.object({
  /** `yyyy-mm-dd`, UTC. */
  day: z.string(),
  rows: z.int(),
  /** Names of the objects that were counted, without their folders. */
  objects: z.array(z.string()),
  /** Per feature of the baseline. */
  counts: z.array(z.array(z.number())),
  /** Predictions of the version alone. */
  predictions: z.array(z.number()),
});
export type CaptureDay = z.output<typeof CaptureDay>;

/** What checks have counted so far, so that each object is read once per version. */
export const CaptureSummary = z.object({
  /** The version whose bins these are. */
  version: z.int(),
  /** The first day that was ever seen. */
  firstDay: z.string().nullable(),
  days: z.array(CaptureDay),
});
export type CaptureSummary = z.output<typeof CaptureSummary>;

/** The summary to go on with: of another version only the first day is kept, since bins are the version's own. */
export function summaryFor(version: number, before: CaptureSummary | null): CaptureSummary {
  return before?.version === version ? before : { version, firstDay: before?.firstDay ?? null, days: [] };
}

/** Folder of a day in capture keys, `yyyy/mm/dd`. */
export function dayFolder(day: string): string {
  return day.replaceAll('-', '/');
}

/** The objects among keys that a summary has not counted, by day. */
export function uncounted(summary: CaptureSummary, keys: readonly string[], prefix: string): ReadonlyMap<string, readonly string[]> {
  const counted = new Map(summary.days.map(({ day, objects }) => [day, new Set(objects)]));
  const fresh = new Map<string, string[]>();
  for (const key of keys) {
    const rest = key.slice(prefix.length);
    const day = rest.slice(0, 10).replaceAll('/', '-');
    if (counted.get(day)?.has(nameOf(key)) !== true) fresh.set(day, [...(fresh.get(day) ?? []), key]);
  }
  return fresh;
}

/** A day with further objects counted in. */
export interface FreshObjects {
  readonly day: string;
  readonly keys: readonly string[];
  readonly captures: readonly Capture[];
}

/** The summary with further objects counted in, and days before the first kept one left out. */
export function countCaptures(
  summary: CaptureSummary, fresh: readonly FreshObjects[], baseline: Baseline, keepFrom: string,
): CaptureSummary {
  const days = new Map(summary.days.map((day) => [day.day, day]));
  for (const { day, keys, captures } of fresh) {
    const before = days.get(day) ?? emptyDay(day, baseline);
    days.set(day, withCaptures({ ...before, objects: [...before.objects, ...keys.map(nameOf)] }, captures, baseline));
  }
  const all = [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
  const first = all[0]?.day ?? null;
  const { firstDay } = summary;
  return {
    version: summary.version,
    firstDay: firstDay === null || (first !== null && first < firstDay) ? first : firstDay,
    days: all.filter(({ day }) => day >= keepFrom),
  };
}

/** Profiles over some days of a summary, in the baseline's bins; the last one is of predictions. */
export function profilesOf(days: readonly CaptureDay[], baseline: Baseline): readonly FeatureProfile[] {
  const sum = (binning: Binning, counts: readonly (readonly number[])[]): number[] =>
    counts.reduce<number[]>((total, day) => plus(total, day), noCounts(binning));
  const features = baseline.features.map((feature, index) =>
    ({ ...feature, counts: sum(feature.binning, days.map((day) => day.counts[index]!)) }));
  const { predictions } = baseline;
  return [...features, { ...predictions, counts: sum(predictions.binning, days.map((day) => day.predictions)) }];
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

function emptyDay(day: string, { features, predictions }: Baseline): CaptureDay {
  return {
    day, rows: 0, objects: [],
    counts: features.map(({ binning }) => noCounts(binning)),
    predictions: noCounts(predictions.binning),
  };
}

function withCaptures(day: CaptureDay, captures: readonly Capture[], baseline: Baseline): CaptureDay {
  const counts = day.counts.map((each) => [...each]);
  const predictions = [...day.predictions];
  const bins = baseline.features.map(({ binning }) => binOf(binning));
  const predictionBin = binOf(baseline.predictions.binning);
  let { rows } = day;
  for (const capture of captures) {
    const read = baseline.inputs.map((feature) => watchedValue(feature, capture.columns));
    rows += capture.rows.length;
    for (const { values, prediction } of capture.rows) {
      for (let index = 0; index < bins.length; index += 1) counts[index]![bins[index]!(read[index]!(values))]! += 1;
      if (capture.version === baseline.version) predictions[predictionBin(predictionText(prediction))]! += 1;
    }
  }
  return { ...day, rows, counts, predictions };
}
