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
const PYTHON = process.env['PYTHON'] ?? '/usr/bin/python3';
const TRAIN_MONTHS = [0, 9] as const;
const HELD_MONTHS = [9, 12] as const;
const THRESHOLD_TOLERANCE = 1e-5;

/** Trains both ways on the trips of a folder and prints how they compare. */
export function compare(
  { folder, script }: { readonly folder: string | undefined; readonly script: string },
): void {
  if (folder === undefined) {
    console.log('name the folder with the taxi trips: node bench/boosting/run.mjs <folder>');
    return;
  }
  const data = taxiTrips(folder, ...TRAIN_MONTHS);
  const held = taxiTrips(folder, ...HELD_MONTHS);
  const { model, seconds } = trainOurs(data);
  const ours = predict(model, held);
  console.log(
    `${data.rows} rows x ${data.columns}, ${ROUNDS} rounds, one thread, processor seconds, median of ${REPEATS}`
  );
  console.log(
    `ours      ${seconds.toFixed(3)} s, held-out MAE ${meanError(ours, held).toFixed(5)}`
  );
  const place = mkdtempSync(join(tmpdir(), 'boosting-bench-'));
  try {
    compareWithXgboost({ place, script, data, held, model, seconds, ours });
  } finally {
    rmSync(place, { recursive: true });
  }
}

interface Comparison {
  readonly place: string;
  readonly script: string;
  readonly data: LabelledMatrix;
  readonly held: LabelledMatrix;
  readonly model: Model;
  readonly seconds: number;
  readonly ours: Float32Array;
}

function compareWithXgboost({ place, script, data, held, model, seconds, ours }: Comparison): void {
  const file = (name: string) => join(place, name);
  writeFileSync(file('train.f32'), table(data));
  writeFileSync(file('held.f32'), table(held));
  writeFileSync(file('xgboost-model'), writeModel(model));
  const params = { objective: 'reg:squarederror' };
  writeFileSync(
    file('job.json'), JSON.stringify({ columns: data.columns, rounds: ROUNDS, params })
  );
  const run = spawnSync(
    PYTHON, ['-W', 'ignore', script, place, String(REPEATS)], { encoding: 'utf8' }
  );
  if (run.status !== 0) {
    console.log(
      `XGBoost was not compared with: ${PYTHON} has no xgboost, or it failed.\n${run.stderr.trim().split('\n').at(-1)}`
    );
    return;
  }
  const reference = JSON.parse(
    run.stdout.trim().split('\n').at(-1)!
  ) as { version: string; seconds: number };
  const theirs = floats(file('theirs.predictions'));
  console.log(`XGBoost   ${reference.seconds.toFixed(3)} s, held-out MAE ${meanError(theirs, held).toFixed(5)} `
    + `(version ${reference.version}, hist, nthread 1)`);
  console.log(`ratio     ${(seconds / reference.seconds).toFixed(2)} (ours to theirs)`);
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

function trainOurs(data: LabelledMatrix): { model: Model; seconds: number } {
  const times: number[] = [];
  let model: Model | undefined;
  for (let i = 0; i < REPEATS; i++) {
    // Processor time: what else the machine does is not measured.
    const start = process.cpuUsage();
    model = train(data, { objective: 'reg:squarederror', rounds: ROUNDS });
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1e6);
  }
  return { model: model!, seconds: times.sort((a, b) => a - b)[times.length >> 1]! };
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
