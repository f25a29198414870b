import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { predict, train } from '../../domain/boosting/index.ts';
import { judgeFile } from '../../domain/contract/judge-file.ts';
import { fitEstimator } from '../../domain/estimation/estimator.ts';
import { rowEncoding } from '../../domain/features/encode-row.ts';
import { EncoderFitter } from '../../domain/features/fit-encoder.ts';
import { labelOf } from '../../domain/features/label.ts';
import { summaryFor, SummaryCounter } from '../../domain/monitoring/capture-summary.ts';
import { viewOf } from '../../domain/monitoring/capture-view.ts';
import { inferenceIdOf } from '../../domain/monitoring/capture.ts';
import { estimateMonitor } from '../../domain/monitoring/estimate-monitor.ts';
import { predictionProfile } from '../../domain/monitoring/prediction-profile.ts';
import { qualityMonitor } from '../../domain/monitoring/quality-monitor.ts';
import { Resamples } from '../../domain/monitoring/resamples.ts';
import { rowsOf } from '../../domain/monitoring/row-sample.ts';
import { sampleHoldout, sampleReference } from '../../domain/monitoring/sampled-values.ts';
import { profileOf } from '../../domain/profile/profile.ts';
import { sideKey, sideOf } from '../../domain/split/sides.ts';
import { taxiFare } from '../../pipelines/taxi-fare/pipeline.ts';
import type { LabelledMatrix } from '../../domain/boosting/index.ts';
import type { SentFile } from '../../domain/contract/judge-file.ts';
import type { Baseline } from '../../domain/monitoring/baseline.ts';
import type { ErrorDay } from '../../domain/monitoring/error-days.ts';
import type { OutcomeDay } from '../../domain/monitoring/outcome-days.ts';

const DAY = 86_400_000;
const { contract, features, monitors, task, target } = taxiFare;
const COLUMNS = contract.columns.map(({ name }) => name);
/** How much the error may grow before the model counts as worse. */
export const MOST_INCREASE = monitors.quality!.maxIncrease;

const TIME = COLUMNS.indexOf('pickup_datetime');

/** A model that was trained on some months and is watched in others. */
export interface Watch {
  /** First and last month, `yyyy-mm`. */
  readonly trained: readonly [string, string];
  /** First and last day, `yyyy-mm-dd`. */
  readonly watched: readonly [string, string];
  /** Days after which the truth of a trip is known. */
  readonly labelsAfter: number;
}

/** What a check on one day thinks of the seven days before it, and what they turned out to be. */
export interface EstimatedDay {
  readonly day: string;
  readonly rows: number;
  readonly estimate: number;
  readonly verdict: string;
  /** Of all rows of the window, whenever their truth became known. */
  readonly measured: number;
  /** By the truths that were known on the day. */
  readonly quality: string;
}

/** What a model's errors on its holdout were, and how they were seen to change. */
export interface EstimatedShift {
  readonly holdout: number;
  readonly days: readonly EstimatedDay[];
}

/** Trains the taxi model, and checks it every day as the product does. */
export async function estimatedShift(root: string, watch: Watch): Promise<EstimatedShift> {
  const [first, last] = watch.trained;
  const model = trained(await trips(root, (month) => month >= first && month <= last));
  const [from, to] = watch.watched;
  const month = dayBefore(from, 14).slice(0, 7);
  const rows = await trips(root, (each) => each >= month && each <= to.slice(0, 7));
  const byDay = grouped(rows, (row) => row[TIME]!.slice(0, 10));
  const days = new Map([...byDay].map(([day, some]) => [day, answered(model, day, some)]));
  const checked = [...byDay.keys()].filter((day) => day >= from && day <= to).sort();
  const holdout = model.baseline.reference!;
  return { holdout, days: checked.map((day) => checkedOn(day, days, model, watch)) };
}

interface Trained {
  readonly baseline: Baseline;
  readonly predict: (rows: readonly (readonly string[])[]) => readonly number[];
}

interface Answered {
  readonly views: readonly ReturnType<typeof viewOf>[];
  readonly errors: ErrorDay;
  readonly outcome: OutcomeDay;
}

function checkedOn(
  day: string,
  days: ReadonlyMap<string, Answered>,
  { baseline }: Trained,
  { labelsAfter }: Watch,
): EstimatedDay {
  const window = Array.from({ length: monitors.overDays }, (_, index) => dayBefore(day, index));
  const counter = new SummaryCounter(summaryFor(1, null), { definition: taxiFare, baseline });
  for (const each of window) counter.count(`${each}T12`, each, days.get(each)?.views ?? []);
  const now = new Date(`${day}T23:30:00.000Z`);
  const summary = counter.finish({ from: dayBefore(day, monitors.overDays), keepFrom: '2000' });
  const known = [...days].filter(([each]) => each <= dayBefore(day, labelsAfter));
  const parts = {
    definition: taxiFare,
    baseline,
    summary,
    errors: known.map(([, { errors }]) => errors),
    outcomes: known.flatMap(([each, { outcome }]) => (window.includes(each) ? [outcome] : [])),
    now,
  };
  const { verdict } = estimateMonitor(parts)!;
  const own = window.flatMap((each) => days.get(each)?.errors ?? []);
  const rows = own.reduce((sum, errors) => sum + errors.rows, 0);
  return {
    day,
    rows,
    estimate: verdict.estimate ?? NaN,
    verdict: verdict.verdict,
    measured: own.reduce((sum, { loss }) => sum + loss, 0) / rows,
    quality: qualityMonitor(parts)!.verdict.verdict,
  };
}

/** The requests of a day as one capture, with what was answered, and the errors of the answers. */
function answered(model: Trained, day: string, rows: readonly (readonly string[])[]): Answered {
  const at = new Date(`${day}T12:00:00.000Z`);
  const predictions = model.predict(rows);
  const view = viewOf({
    model: taxiFare.name,
    inferenceId: inferenceIdOf(at, day),
    at: at.toISOString(),
    version: 1,
    columns: COLUMNS,
    rows: rows.map((values, index) => ({
      index,
      values: [...values],
      prediction: [predictions[index]!],
    })),
  });
  const off = rows.map((row, index) => predictions[index]! - label(row));
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  const errors = { day, rows: rows.length, loss: sum(off.map(Math.abs)), bias: sum(off) };
  const resamples = new Resamples();
  for (const [index, error] of off.entries()) resamples.add(`${day}:${index}`, Math.abs(error));
  const outcome = { version: 1, day, resamples: resamples.state(), groups: {} };
  return { views: [view], errors, outcome };
}

const label = labelOf(target, COLUMNS);

function trained(rows: readonly (readonly string[])[]): Trained {
  const [key, shares] = [sideKey(taxiFare), { holdout: 0.2, validation: 0 }];
  const sides = grouped(rows, (row) => sideOf(key(row), shares));
  const [training, held] = [sides.get('train')!, sides.get('holdout')!];
  const fitter = new EncoderFitter(features, COLUMNS);
  for (const row of training) fitter.add(row);
  const encode = rowEncoding(fitter.fit(), COLUMNS);
  const matrixOf = (some: readonly (readonly string[])[]) => matrix(some.map(encode), some);
  const model = train(matrixOf(training), { rounds: 150, learningRate: 0.1, baseScore: 0.5 });
  const answers = (some: readonly (readonly string[])[]) =>
    Array.from(predict(model, matrixOf(some)));
  const predictions = answers(held);
  const profiles = profileOf(features, COLUMNS, training);
  const parts = { features, profiles, contract };
  const sampled = rowsOf([sampleHoldout(parts, held)]);
  const loss = held.map((row, index) => Math.abs(predictions[index]! - label(row)));
  const baseline: Baseline = {
    version: 1,
    inputs: features,
    features: profiles,
    predictions: predictionProfile(predictions.map((value) => [value])),
    sample: sampleReference(parts, training),
    estimator: fitEstimator({
      task,
      metric: monitors.quality!.metric,
      rows: sampled.map(([index, ...values]) => ({ values, prediction: [predictions[index!]!] })),
      truths: sampled.map(([index]) => label(held[index!]!)),
    })!,
    reference: loss.reduce((sum, value) => sum + value, 0) / loss.length,
  };
  return { baseline, predict: answers };
}

function matrix(lines: readonly string[], rows: readonly (readonly string[])[]): LabelledMatrix {
  const fields = lines.map((line) => line.split(','));
  const columns = fields[0]?.length ?? 0;
  const values = Float32Array.from(fields.flat(), (text) => (text === '' ? NaN : Number(text)));
  return { rows: rows.length, columns, values, labels: Float32Array.from(rows, label) };
}

/** Trips of some months that the contract accepts and that lie in their month, in canonical form. */
async function trips(
  root: string,
  months: (month: string) => boolean,
): Promise<readonly (readonly string[])[]> {
  const folder = join(root, 'pipelines/taxi-fare/data');
  const rows: string[][] = [];
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.csv.gz'))) {
    const month = name.slice(-14, -7);
    if (!months(month)) continue;
    await judgeFile(fileOf(gunzipSync(readFileSync(join(folder, name)))), {
      contract,
      now: new Date('2021-01-01'),
      sinks: () => ({
        accept: (row) => {
          const values = row.values();
          if (values[TIME]!.startsWith(month)) rows.push(values);
        },
        refuse: () => undefined,
      }),
    });
  }
  return rows;
}

function fileOf(bytes: Uint8Array): SentFile {
  return {
    chunks: (async function* whole() {
      yield await Promise.resolve(bytes);
    })(),
  };
}

function grouped<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY).toISOString().slice(0, 10);
}
