import * as z from 'zod';
import { mergeGroups } from '../bias/group-counts.ts';
import { noCounts, plus } from '../profile/binning.ts';
import { CaptureSpan } from './capture-span.ts';
import { cutTogether, NO_SAMPLE, RowKeeper } from './row-sample.ts';
import { SAMPLE_ROWS } from './sampled-values.ts';
import { CountingPlan, SpanCounter } from './span-counter.ts';
import type { PredictedCounts } from '../bias/group-counts.ts';
import type { Binning } from '../profile/binning.ts';
import type { FeatureProfile } from '../profile/profile.ts';
import type { Baseline } from './baseline.ts';
import type { CaptureView } from './capture-view.ts';
import type { Watched } from './span-counter.ts';

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

/** Counts captures into a summary, object by object, so that no more than one needs to be there at once. */
export class SummaryCounter {
  private readonly plan: CountingPlan;
  private readonly keeper = new RowKeeper(SAMPLE_ROWS);
  private readonly counters = new Map<string, SpanCounter>();

  constructor(
    private readonly summary: CaptureSummary,
    watched: Watched,
  ) {
    this.plan = new CountingPlan(watched);
  }

  /** Columns that it asks for as numbers. */
  public get numeric(): ReadonlySet<string> {
    return this.plan.numeric;
  }

  /** Counts an object of an hour (`yyyy-mm-ddThh`). A request that was counted in this run counts once. */
  public count(hour: string, key: string, views: Iterable<CaptureView>): void {
    const counter = this.counters.get(hour) ?? this.open(hour);
    counter.note(nameOf(key));
    for (const view of views) counter.count(view);
  }

  /**
   * The summary with everything counted in. Hours up to the beginning of the window are put together to
   * days, days before the first one to be kept are left out.
   */
  public finish({
    from,
    keepFrom,
  }: {
    readonly from: string;
    readonly keepFrom: string;
  }): CaptureSummary {
    const spans = new Map(this.summary.spans.map((span) => [span.at, span]));
    for (const [hour, counter] of this.counters) spans.set(hour, counter.span());
    const all = [...spans.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
    const seen = [this.summary.first, all[0]?.at].filter((at) => typeof at === 'string').sort();
    return {
      version: this.summary.version,
      first: seen[0] ?? null,
      spans: sampledTogether(condensed(all, from).filter(({ at }) => at >= keepFrom)),
    };
  }

  private open(hour: string): SpanCounter {
    const before = this.summary.spans.find(({ at }) => at === hour) ?? this.plan.emptySpan(hour);
    const counter = new SpanCounter(this.plan, before, this.keeper);
    this.counters.set(hour, counter);
    return counter;
  }
}

/** Keeps as many rows in all as are kept of a reference. */
function sampledTogether(spans: readonly CaptureSpan[]): CaptureSpan[] {
  const cut = cutTogether(
    spans.map(({ sample }) => sample ?? NO_SAMPLE),
    SAMPLE_ROWS,
  );
  return spans.map((span, index) =>
    span.sample === undefined ? span : { ...span, sample: cut[index]! },
  );
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
    const day = span.at.slice(0, 10);
    if (span.at > until) days.set(span.at, span);
    else days.set(day, mergedDay(day, days.get(day), span));
  }
  return [...days.values()];
}

/** A day with one more hour; of days there are counts alone. */
function mergedDay(at: string, before: CaptureSpan | undefined, span: CaptureSpan): CaptureSpan {
  const { sample: _sample, ...counted } = span;
  if (before === undefined) return { ...counted, at, objects: [] };
  return {
    at,
    objects: [],
    rows: before.rows + span.rows,
    counts: before.counts.map((counts, index) => plus(counts, span.counts[index]!)),
    predictions: plus(before.predictions, span.predictions),
    groups: mergeGroups<PredictedCounts>([before.groups, span.groups]),
    ...(before.cells && span.cells && { cells: plus(before.cells, span.cells) }),
  };
}
