import * as z from 'zod';
import { countPredicted, favourOf, groupReader } from '../bias/count-groups.ts';
import { mergeGroups, PredictedByGroup } from '../bias/group-counts.ts';
import { binOf, noCounts, plus } from '../profile/binning.ts';
import { noCells, seasonCell } from '../profile/season.ts';
import { watchedValue } from '../profile/profile.ts';
import { predictionText } from './prediction-profile.ts';
import type { PredictedCounts } from '../bias/group-counts.ts';
import type { ModelDefinition } from '../definition/model-definition.ts';
import type { Binning } from '../profile/binning.ts';
import type { FeatureProfile } from '../profile/profile.ts';
import type { Baseline } from './baseline.ts';
import type { Capture } from './capture.ts';

/**
 * Counts of the captures of one hour, or of one day once it is older than any window; in the bins of a
 * baseline.
 */
export const CaptureSpan = z.object({
  /** `yyyy-mm-ddThh` or `yyyy-mm-dd`, UTC. */
  at: z.string(),
  rows: z.int(),
  /** Names of the objects that were counted, without their folders; empty for days. */
  objects: z.array(z.string()),
  /** Per feature of the baseline. */
  counts: z.array(z.array(z.number())),
  /** Predictions of the version alone. */
  predictions: z.array(z.number()),
  /** Rows per cell of the season that the baseline is kept by. @default - it is kept by none */
  cells: z.array(z.number()).optional(),
  /** Predictions of the version alone, by the groups that are watched for bias. */
  groups: PredictedByGroup.default({}),
});
export type CaptureSpan = z.output<typeof CaptureSpan>;

/** What checks have counted so far, so that each object is read once per version. */
export const CaptureSummary = z.object({
  /** The version whose bins these are. */
  version: z.int(),
  /** The first hour that was ever seen. */
  first: z.string().nullable(),
  /** Oldest first. */
  spans: z.array(CaptureSpan),
});
export type CaptureSummary = z.output<typeof CaptureSummary>;

/** Objects of one hour that were not counted before. */
export interface FreshObjects {
  /** `yyyy-mm-ddThh`. */
  readonly hour: string;
  readonly keys: readonly string[];
  readonly captures: readonly Capture[];
}

/**
 * The summary to go on with: of another version only the first hour is kept, since bins are the version's
 * own.
 */
export function summaryFor(version: number, before: CaptureSummary | null): CaptureSummary {
  return before?.version === version
    ? before
    : { version, first: before?.first ?? null, spans: [] };
}

/** The hour of a point in time: `yyyy-mm-ddThh`, UTC. */
export function hourOf(time: Date): string {
  return time.toISOString().slice(0, 13);
}

/** Folder of an hour in capture keys: `yyyy/mm/dd/hh`. */
export function hourFolder(hour: string): string {
  return hour.replaceAll(/[-T]/g, '/');
}

/** The objects among keys that a summary has not counted, by hour. */
export function uncounted(
  summary: CaptureSummary,
  keys: readonly string[],
  prefix: string,
): ReadonlyMap<string, readonly string[]> {
  const counted = new Map(summary.spans.map(({ at, objects }) => [at, new Set(objects)]));
  const fresh = new Map<string, string[]>();
  for (const key of keys) {
    const [year, month, day, hour] = key.slice(prefix.length).split('/');
    const at = `${year}-${month}-${day}T${hour}`;
    if (counted.get(at)?.has(nameOf(key)) !== true) fresh.set(at, [...(fresh.get(at) ?? []), key]);
  }
  return fresh;
}

/** What captures are counted by. */
export interface Watched {
  readonly definition: ModelDefinition;
  readonly baseline: Baseline;
}

/**
 * The summary with further objects counted in. Hours up to the beginning of the window are put together to
 * days, days before the first one to be kept are left out.
 */
export function countCaptures(
  summary: CaptureSummary,
  fresh: readonly FreshObjects[],
  watched: Watched,
  { from, keepFrom }: { readonly from: string; readonly keepFrom: string },
): CaptureSummary {
  const spans = new Map(summary.spans.map((span) => [span.at, span]));
  for (const { hour, keys, captures } of fresh) {
    const before = spans.get(hour) ?? emptySpan(hour, watched.baseline);
    const objects = [...before.objects, ...keys.map(nameOf)];
    spans.set(hour, withCaptures({ ...before, objects }, captures, watched));
  }
  const all = [...spans.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
  const seen = [summary.first, all[0]?.at].filter((at) => typeof at === 'string').sort();
  return {
    version: summary.version,
    first: seen[0] ?? null,
    spans: condensed(all, from).filter(({ at }) => at >= keepFrom),
  };
}

/** The spans of a window: those that begin after an hour. */
export function spansAfter({ spans }: CaptureSummary, hour: string): readonly CaptureSpan[] {
  return spans.filter(({ at }) => at > hour && at.length > 10);
}

/** All spans, put together to days. */
export function daysOf({ spans }: CaptureSummary): readonly CaptureSpan[] {
  return condensed(spans, '9999');
}

/** Profiles over some spans, in the baseline's bins; the last one is of predictions. */
export function profilesOf(
  spans: readonly CaptureSpan[],
  baseline: Baseline,
): readonly FeatureProfile[] {
  const sum = (binning: Binning, counts: readonly (readonly number[])[]): number[] =>
    counts.reduce<number[]>((total, each) => plus(total, each), noCounts(binning));
  const features = baseline.features.map((feature, index) => ({
    ...feature,
    counts: sum(
      feature.binning,
      spans.map((span) => span.counts[index]!),
    ),
  }));
  const { predictions } = baseline;
  const counts = sum(
    predictions.binning,
    spans.map((span) => span.predictions),
  );
  return [...features, { ...predictions, counts }];
}

/** Rows per cell of the season over some spans; empty where they were not told apart. */
export function cellsOf(spans: readonly CaptureSpan[]): readonly number[] {
  const [first, ...others] = spans.flatMap(({ cells }) => (cells === undefined ? [] : [cells]));
  return others.reduce<readonly number[]>((sum, cells) => plus(sum, cells), first ?? []);
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

function condensed(spans: readonly CaptureSpan[], until: string): readonly CaptureSpan[] {
  const days = new Map<string, CaptureSpan>();
  for (const span of spans) {
    const at = span.at > until ? span.at : span.at.slice(0, 10);
    const before = days.get(at);
    const objects = at === span.at ? span.objects : [];
    days.set(
      at,
      before === undefined
        ? { ...span, at, objects }
        : {
            at,
            objects,
            rows: before.rows + span.rows,
            counts: before.counts.map((counts, index) => plus(counts, span.counts[index]!)),
            predictions: plus(before.predictions, span.predictions),
            groups: mergeGroups<PredictedCounts>([before.groups, span.groups]),
            ...(before.cells && span.cells && { cells: plus(before.cells, span.cells) }),
          },
    );
  }
  return [...days.values()];
}

function emptySpan(at: string, { features, predictions, season }: Baseline): CaptureSpan {
  return {
    ...(season && { cells: noCells(season.compareWith) }),
    at,
    rows: 0,
    objects: [],
    counts: features.map(({ binning }) => noCounts(binning)),
    predictions: noCounts(predictions.binning),
    groups: {},
  };
}

/** Predictions of a version by the groups that are watched. */
function groupsOf(
  captures: readonly Capture[], { definition, baseline }: Watched,
): CaptureSpan['groups'] {
  const groups: Record<string, Record<string, PredictedCounts>> = {};
  if (definition.monitors.bias === undefined) return groups;
  const favour = favourOf(definition);
  for (const { columns, rows } of captures.filter(({ version }) => version === baseline.version)) {
    const read = groupReader(definition, columns);
    for (const { values, prediction } of rows) {
      countPredicted(groups, read(values), favour.predicted(prediction));
    }
  }
  return groups;
}

function withCaptures(
  span: CaptureSpan,
  captures: readonly Capture[],
  watched: Watched,
): CaptureSpan {
  const { baseline } = watched;
  const counts = span.counts.map((each) => [...each]);
  const predictions = [...span.predictions];
  const bins = baseline.features.map(({ binning }) => binOf(binning));
  const predictionBin = binOf(baseline.predictions.binning);
  const cells = span.cells && [...span.cells];
  let { rows } = span;
  for (const capture of captures) {
    const read = baseline.inputs.map((feature) => watchedValue(feature, capture.columns));
    rows += capture.rows.length;
    if (cells !== undefined) countCells(cells, capture, baseline);
    for (const { values, prediction } of capture.rows) {
      for (let index = 0; index < bins.length; index += 1) {
        counts[index]![bins[index]!(read[index]!(values))]! += 1;
      }
      if (capture.version === baseline.version)
        predictions[predictionBin(predictionText(prediction))]! += 1;
    }
  }
  const groups = mergeGroups<PredictedCounts>([span.groups, groupsOf(captures, watched)]);
  return { ...span, rows, counts, predictions, groups, ...(cells && { cells }) };
}

/** Counts rows by season: by their time column, or by when they were asked about where they have none. */
function countCells(cells: number[], { columns, rows, at }: Capture, { season }: Baseline): void {
  if (season === undefined) return;
  const column = columns.indexOf(season.column);
  const asked = at.slice(0, 19).replace('T', ' ');
  for (const { values } of rows) {
    const cell = seasonCell(season.compareWith, values[column] ?? asked);
    if (cell >= 0) cells[cell]! += 1;
  }
}
