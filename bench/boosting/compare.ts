import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  predict, readModel, train, writeModel, type LabelledMatrix, type Model, type Tree, type TreeModel,
} from '../../domain/boosting/index.ts';
import { taxiTrips } from './taxi.ts';

const ROUNDS = 100;
const REPEATS = 5;
const PAIRS = 7;
const PYTHON = process.env['PYTHON'] ?? '/usr/bin/python3';
const TRAIN_MONTHS = [0, 9] as const;
const HELD_MONTHS = [9, 12] as const;
const THRESHOLD_TOLERANCE = 1e-5;
const PARAMS = { objective: 'reg:squarederror' } as const;

/** Where the bench lies. */
export interface BenchPlace {
  /** The folder with the taxi trips. */
  readonly folder: string;
  /** The Python program that trains with XGBoost. */
  readonly script: string;
  /** This module, as a process of its own loads it. */
  readonly module: string;
}

/** Trains both ways on the trips of a folder and prints how they compare. */
export function compare({ folder, script, module }: BenchPlace): void {
  const data = taxiTrips(folder, ...TRAIN_MONTHS);
  const held = taxiTrips(folder, ...HELD_MONTHS);
  const model = train(data, { ...PARAMS, rounds: ROUNDS });
  const ours = predict(model, held);
  console.log(
    `${data.rows} rows x ${data.columns}, ${ROUNDS} rounds, one thread, processor seconds: `
    + `medians of ${REPEATS} trainings in fresh processes, ours and theirs in turn`
  );
  const place = mkdtempSync(join(tmpdir(), 'boosting-bench-'));
  try {
    writeFileSync(join(place, 'train.f32'), table(data));
    writeFileSync(join(place, 'held.f32'), table(held));
    writeFileSync(join(place, 'xgboost-model'), writeModel(model));
    const job = { columns: data.columns, rounds: ROUNDS, params: PARAMS };
    writeFileSync(join(place, 'job.json'), JSON.stringify(job));
    if (comparePairs(place, script, () => secondsOfOurs(module, folder))) {
      compareModels({ place, held, model, ours });
    }
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** Trains some times and prints the median of the processor seconds. */
export function timeTraining(folder: string): void {
  const data = taxiTrips(folder, ...TRAIN_MONTHS);
  const times = Array.from({ length: REPEATS }, () => {
    const start = process.cpuUsage();
    train(data, { ...PARAMS, rounds: ROUNDS });
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  });
  console.log(median(times));
}

/** False: there is nothing to compare with. */
function comparePairs(place: string, script: string, timeOurs: () => number): boolean {
  const ratios: number[] = [];
  for (let pair = 1; pair <= PAIRS; pair++) {
    const ours = timeOurs();
    const theirs = secondsOfTheirs(place, script);
    if (theirs === undefined) {
      return false;
    }
    ratios.push(ours / theirs.seconds);
    console.log(
      `pair ${pair}    ours ${ours.toFixed(3)} s, XGBoost ${theirs.version} (hist, nthread 1) `
      + `${theirs.seconds.toFixed(3)} s, ratio ${ratios.at(-1)!.toFixed(2)}`
    );
  }
  console.log(`ratio     ${median(ratios).toFixed(2)} (ours to theirs, median of ${PAIRS} pairs)`);
  return true;
}

function secondsOfOurs(module: string, folder: string): number {
  const code = `import(${JSON.stringify(module)}).then((bench) => bench.timeTraining(${JSON.stringify(folder)}))`;
  return Number(spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' }).stdout);
}

function secondsOfTheirs(
  place: string, script: string,
): { readonly version: string; readonly seconds: number } | undefined {
  const run = spawnSync(
    PYTHON, ['-W', 'ignore', script, place, String(REPEATS)], { encoding: 'utf8' }
  );
  if (run.status !== 0) {
    console.log(
      `XGBoost was not compared with: ${PYTHON} has no xgboost, or it failed (set PYTHON).\n`
      + `${run.stderr?.trim().split('\n').at(-1) ?? run.error?.message}`
    );
    return undefined;
  }
  return JSON.parse(run.stdout.trim().split('\n').at(-1)!) as { version: string; seconds: number };
}

interface Models {
  readonly place: string;
  readonly held: LabelledMatrix;
  readonly model: Model;
  readonly ours: Float32Array;
}

function compareModels({ place, held, model, ours }: Models): void {
  const file = (name: string) => join(place, name);
  const theirs = floats(file('theirs.predictions'));
  const [mine, other] = [meanError(ours, held), meanError(theirs, held)];
  console.log(`held-out  MAE ours ${mine.toFixed(5)}, theirs ${other.toFixed(5)}`);
  const them = readModel(readFileSync(file('theirs.json')));
  console.log(`trees     ${sameTrees(model, them)} of ${ROUNDS} identical`);
  for (const form of ['theirs.json', 'theirs.ubj', 'theirs']) {
    const difference = largestDifference(
      predict(readModel(readFileSync(file(form))), held), theirs
    );
    console.log(`theirs read by us (${form}): predictions differ by at most ${difference}`);
  }
  const byThem = largestDifference(floats(file('ours-by-them.predictions')), ours);
  console.log(`ours read by them (xgboost-model): predictions differ by at most ${byThem}`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

function table({ rows, columns, values, labels }: LabelledMatrix): Buffer {
  const out = new Float32Array(rows * (columns + 1));
  for (let row = 0; row < rows; row++) {
    out[row * (columns + 1)] = labels[row]!;
    out.set(values.subarray(row * columns, (row + 1) * columns), row * (columns + 1) + 1);
  }
  return Buffer.from(out.buffer);
}

function floats(path: string): Float32Array {
  const bytes = readFileSync(path);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

function meanError(predictions: Float32Array, { labels }: LabelledMatrix): number {
  return labels.reduce(
    (sum, label, row) => sum + Math.abs(label - predictions[row]!), 0
  ) / labels.length;
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

function sameTrees(a: Model, b: Model): number {
  const [mine, theirs] = [a, b].map(({ learner }) => (learner as TreeModel).trees);
  return mine!.filter((tree, i) => isSame(tree, theirs![i]!)).length;
}

function isSame(a: Tree, b: Tree): boolean {
  const same = (key: 'left' | 'right' | 'feature' | 'defaultLeft') =>
    String(a[key]) === String(b[key]);
  const near = (value: number, i: number) =>
    Math.abs(value - b.threshold[i]!) <= THRESHOLD_TOLERANCE * Math.max(1, Math.abs(value));
  return same('left') && same('right') && same('feature') && same('defaultLeft')
    && a.threshold.every(near);
}
