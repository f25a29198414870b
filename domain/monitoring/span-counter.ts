import { countPredicted, favourOf, groupReader } from '../bias/count-groups.ts';
import { mergeGroups } from '../bias/group-counts.ts';
import { expectedLoss } from '../estimation/estimator.ts';
import { ByteHash } from '../hashing/byte-hash.ts';
import { noCounts } from '../profile/binning.ts';
import { noCells, seasonCell } from '../profile/season.ts';
import { encodeUtf8 } from '../tabular/utf8.ts';
import { counterMaker, predictionCounter } from './bin-counters.ts';
import { merged } from './row-sample.ts';
import { keptOf, placeOf } from './sampled-values.ts';
import type { PredictedCounts } from '../bias/group-counts.ts';
import type { ModelDefinition } from '../definition/model-definition.ts';
import type { ExpectedLoss } from '../estimation/estimated-row.ts';
import type { Baseline } from './baseline.ts';
import type { BinCounter, CounterMaker } from './bin-counters.ts';
import type { CaptureSpan } from './capture-span.ts';
import type { CaptureView } from './capture-view.ts';
import type { RowKeeper } from './row-sample.ts';

/** What captures are counted by. */
export interface Watched {
  readonly definition: ModelDefinition;
  readonly baseline: Baseline;
}

/** How captures are counted against a baseline; made once, used for all spans. */
export class CountingPlan {
  public readonly countPredictions: BinCounter;
  /** What a row is to be expected to lose; nothing where no errors are watched. */
  public readonly expectedLoss: ExpectedLoss | undefined;
  private readonly makers: readonly CounterMaker[];
  private columns: readonly string[] = [];
  private current: readonly BinCounter[] | undefined;
  private kept: ReturnType<typeof keptOf> | undefined;

  public readonly definition: ModelDefinition;
  public readonly baseline: Baseline;
  /** Columns that are asked for as numbers. */
  public readonly numeric: ReadonlySet<string>;

  constructor({ definition, baseline }: Watched) {
    this.definition = definition;
    this.baseline = baseline;
    this.makers = baseline.inputs.map((feature, index) =>
      counterMaker(feature, baseline.features[index]!),
    );
    this.numeric = new Set(
      baseline.inputs.flatMap((input) => (input.kind === 'numeric' ? [input.column] : [])),
    );
    this.countPredictions = predictionCounter(baseline.predictions.binning);
    const { estimator } = baseline;
    const { metric } = definition.monitors.quality ?? {};
    if (estimator && metric)
      this.expectedLoss = expectedLoss(estimator.how, definition.task, metric);
  }

  /** Counters of all features out of rows with these columns. */
  public counters(columns: readonly string[]): readonly BinCounter[] {
    this.turnTo(columns);
    return (this.current ??= this.makers.map((make) => make(columns)));
  }

  /** Takes what the sample keeps out of a row with these columns. */
  public keptValues(columns: readonly string[]): ReturnType<typeof keptOf> {
    this.turnTo(columns);
    return (this.kept ??= keptOf(this.baseline, columns));
  }

  private turnTo(columns: readonly string[]): void {
    if (isSame(columns, this.columns)) return;
    this.columns = columns;
    this.current = undefined;
    this.kept = undefined;
  }

  /** No rows. */
  public emptySpan(at: string): CaptureSpan {
    const { features, predictions, season, sample } = this.baseline;
    return {
      at,
      rows: 0,
      objects: [],
      counts: features.map(({ binning }) => noCounts(binning)),
      predictions: noCounts(predictions.binning),
      groups: {},
      ...(season && { cells: noCells(season.compareWith) }),
      ...(sample && { sample: { below: 1, rows: [] } }),
    };
  }
}

/** Counts captures into one span. */
export class SpanCounter {
  private rows: number;
  private readonly objects: string[];
  private readonly counts: readonly Float64Array[];
  private readonly predictions: Float64Array;
  private readonly cells: number[] | undefined;
  private readonly groups: Record<string, Record<string, PredictedCounts>> = {};
  private readonly hash = new ByteHash();
  private readonly seen = new Set<string>();

  constructor(
    private readonly plan: CountingPlan,
    private readonly before: CaptureSpan,
    private readonly keeper: RowKeeper,
  ) {
    this.rows = before.rows;
    this.objects = [...before.objects];
    this.counts = before.counts.map((counts) => Float64Array.from(counts));
    this.predictions = Float64Array.from(before.predictions);
    this.cells = before.cells && [...before.cells];
  }

  /** Remembers that an object was counted. */
  public note(object: string): void {
    this.objects.push(object);
  }

  /** Counts the rows of a capture; one that comes twice counts once. */
  public count(view: CaptureView): void {
    if (this.seen.has(view.inferenceId)) return;
    this.seen.add(view.inferenceId);
    this.rows += view.rows;
    for (const [index, count] of this.plan.counters(view.columns).entries()) {
      count(view, this.counts[index]!);
    }
    if (view.version === this.plan.baseline.version) this.countPredictions(view);
    if (this.cells !== undefined) this.countCells(view, this.cells);
    if (this.before.sample !== undefined) this.keep(view);
  }

  /** The span. */
  public span(): CaptureSpan {
    const { rows, objects, cells } = this;
    const { at, sample } = this.before;
    const groups = mergeGroups<PredictedCounts>([this.before.groups, this.groups]);
    return {
      at,
      rows,
      objects,
      counts: this.counts.map((counts) => [...counts]),
      predictions: [...this.predictions],
      groups,
      ...(cells && { cells }),
      ...(sample && { sample: merged(sample, this.keeper.sampleOf(at)) }),
    };
  }

  /** Predictions of the version alone, by bin and by the groups that are watched for bias. */
  private countPredictions(view: CaptureView): void {
    const { definition } = this.plan;
    this.plan.countPredictions(view, this.predictions);
    if (definition.monitors.bias === undefined) return;
    const [favour, read] = [favourOf(definition), groupReader(definition, view.columns)];
    for (let row = 0; row < view.rows; row += 1) {
      const groups = read(textsOf(view, row));
      countPredicted(this.groups, groups, favour.predicted([...view.prediction(row)]));
    }
  }

  /** By the time column of rows, or by when they were asked about where they have none. */
  private countCells(view: CaptureView, cells: number[]): void {
    const { season } = this.plan.baseline;
    if (season === undefined) return;
    const column = view.columns.indexOf(season.column);
    const asked = view.at.slice(0, 19).replace('T', ' ');
    for (let row = 0; row < view.rows; row += 1) {
      const cell = seasonCell(season.compareWith, column < 0 ? asked : view.text(row, column));
      if (cell >= 0) cells[cell]! += 1;
    }
  }

  private keep(view: CaptureView): void {
    const { hash, keeper } = this;
    const bytes = encodeUtf8(view.inferenceId);
    hash.ofBytes(bytes, 0, bytes.length);
    const [low, high] = [hash.low, hash.high];
    for (let row = 0; row < view.rows; row += 1) {
      hash.ofWords(low ^ view.indexOf(row), high);
      const place = placeOf(hash);
      if (!keeper.wants(place)) continue;
      const kept = this.plan.keptValues(view.columns)(textsOf(view, row));
      keeper.add(this.before.at, place, [...kept, this.expectedLossOf(view, row, kept)]);
    }
  }

  /** Null where another version has answered, or nothing is known of errors. */
  private expectedLossOf(
    view: CaptureView,
    row: number,
    values: readonly (number | null)[],
  ): number | null {
    const { expectedLoss: estimate, baseline } = this.plan;
    if (estimate === undefined || view.version !== baseline.version) return null;
    return estimate({ values, prediction: [...view.prediction(row)] });
  }
}

function textsOf(view: CaptureView, row: number): string[] {
  return view.columns.map((_name, column) => view.text(row, column));
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((name, index) => name === b[index]));
}
