import { countPredicted, favourOf, groupReader } from '../bias/count-groups.ts';
import { mergeGroups } from '../bias/group-counts.ts';
import { columnsOf } from '../definition/features.ts';
import { expectedLoss } from '../estimation/estimator.ts';
import { ByteHash } from '../hashing/byte-hash.ts';
import { WordTable } from '../hashing/word-table.ts';
import { binOf, binsOf, lowerBound, noCounts } from '../profile/binning.ts';
import { watchedValue } from '../profile/profile.ts';
import { noCells, seasonCell } from '../profile/season.ts';
import { encodeUtf8 } from '../tabular/utf8.ts';
import { predictionText } from './prediction-profile.ts';
import { merged } from './row-sample.ts';
import { keptOf, placeOf } from './sampled-values.ts';
import type { PredictedCounts } from '../bias/group-counts.ts';
import type { ModelDefinition } from '../definition/model-definition.ts';
import type { Binning } from '../profile/binning.ts';
import type { Feature } from '../definition/features.ts';
import type { ExpectedLoss } from '../estimation/estimated-row.ts';
import type { FeatureProfile } from '../profile/profile.ts';
import type { Baseline } from './baseline.ts';
import type { CaptureSpan } from './capture-span.ts';
import type { CaptureView } from './capture-view.ts';
import type { RowKeeper } from './row-sample.ts';

/** Finds the bin of a feature in a row. */
type BinReader = (view: CaptureView, row: number) => number;
type ReaderMaker = (columns: readonly string[]) => BinReader;

/** What captures are counted by. */
export interface Watched {
  readonly definition: ModelDefinition;
  readonly baseline: Baseline;
}

/** How captures are counted against a baseline; made once, used for all spans. */
export class CountingPlan {
  public readonly predictionBin: (prediction: readonly number[]) => number;
  /** What a row is to be expected to lose; nothing where no errors are watched. */
  public readonly expectedLoss: ExpectedLoss | undefined;
  private readonly makers: readonly ReaderMaker[];
  private columns: readonly string[] = [];
  private current: readonly BinReader[] | undefined;

  public readonly definition: ModelDefinition;
  public readonly baseline: Baseline;

  constructor({ definition, baseline }: Watched) {
    this.definition = definition;
    this.baseline = baseline;
    this.makers = baseline.inputs.map((feature, index) =>
      binReader(feature, baseline.features[index]!),
    );
    this.predictionBin = predictionBin(baseline.predictions.binning);
    const { estimator } = baseline;
    const { metric } = definition.monitors.quality ?? {};
    if (estimator && metric) this.expectedLoss = expectedLoss(estimator.how, definition.task, metric);
  }

  /** Readers of all features out of rows with these columns. */
  public readers(columns: readonly string[]): readonly BinReader[] {
    if (this.current === undefined || columns.join('\n') !== this.columns.join('\n')) {
      this.columns = columns;
      this.current = this.makers.map((make) => make(columns));
    }
    return this.current;
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
  private readonly counts: number[][];
  private readonly predictions: number[];
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
    this.counts = before.counts.map((counts) => [...counts]);
    this.predictions = [...before.predictions];
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
    const readers = this.plan.readers(view.columns);
    for (let index = 0; index < readers.length; index += 1) {
      const read = readers[index]!;
      const counts = this.counts[index]!;
      for (let row = 0; row < view.rows; row += 1) counts[read(view, row)]! += 1;
    }
    if (view.version === this.plan.baseline.version) this.countPredictions(view);
    if (this.cells !== undefined) this.countCells(view, this.cells);
    if (this.before.sample !== undefined) this.keep(view);
  }

  /** The span. */
  public span(): CaptureSpan {
    const { rows, objects, counts, predictions, cells } = this;
    const { at, sample } = this.before;
    const groups = mergeGroups<PredictedCounts>([this.before.groups, this.groups]);
    return {
      at,
      rows,
      objects,
      counts,
      predictions,
      groups,
      ...(cells && { cells }),
      ...(sample && { sample: merged(sample, this.keeper.sampleOf(at)) }),
    };
  }

  /** Predictions of the version alone, by bin and by the groups that are watched for bias. */
  private countPredictions(view: CaptureView): void {
    const { definition, predictionBin } = this.plan;
    for (let row = 0; row < view.rows; row += 1) {
      this.predictions[predictionBin(view.prediction(row))]! += 1;
    }
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
    let values: ReturnType<typeof keptOf> | undefined;
    for (let row = 0; row < view.rows; row += 1) {
      hash.ofWords(low ^ view.indexOf(row), high);
      const place = placeOf(hash);
      if (!keeper.wants(place)) continue;
      values ??= keptOf(this.plan.baseline, view.columns);
      const kept = values(textsOf(view, row));
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

function predictionBin(binning: Binning): (prediction: readonly number[]) => number {
  if (binning.kind === 'numeric') return ([value]) => lowerBound(binning.edges, value!);
  const bin = binOf(binning);
  return (prediction) => bin(predictionText(prediction));
}

/** Numbers and categories are read where they stand; what is made of them, or of times, as text. */
function binReader(feature: Feature, { binning }: FeatureProfile): ReaderMaker {
  const missing = binsOf(binning) - 1;
  if (feature.kind === 'category' && binning.kind === 'category') {
    const known = binning.categories.length;
    const table = new WordTable([...binning.categories, ...(binning.rare ?? [])]);
    return (columns) => {
      const column = columns.indexOf(feature.column);
      return (view, row) => {
        const place = column < 0 ? -1 : view.place(row, column, table);
        if (place >= 0) return Math.min(place, known);
        return place === -1 ? missing : missing - 1;
      };
    };
  }
  if (feature.kind === 'numeric' && binning.kind === 'numeric') {
    const { edges } = binning;
    return (columns) => {
      const column = columns.indexOf(feature.column);
      return (view, row) => {
        const value = column < 0 ? NaN : view.number(row, column);
        return value === value ? lowerBound(edges, value) : missing;
      };
    };
  }
  const bin = binOf(binning);
  return (columns) => {
    const read = watchedValue(feature, columns);
    const needed = columnsOf(feature).map((name) => columns.indexOf(name));
    const values = columns.map(() => '');
    return (view, row) => {
      for (const column of needed) if (column >= 0) values[column] = view.text(row, column);
      return bin(read(values));
    };
  };
}
