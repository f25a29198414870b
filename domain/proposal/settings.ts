import { roundDown } from './human-number.ts';
import type { ModelDefinitionInput } from '../definition/model-definition.ts';
import type { Task } from './task.ts';

/** The parts of a definition that follow from how many rows there are, and from the task. */
export type Settings = Pick<
  ModelDefinitionInput,
  'algorithm' | 'training' | 'holdout' | 'gates' | 'serving' | 'monitors' | 'retraining'
>;

type Hyperparameters = Extract<
  ModelDefinitionInput['algorithm'],
  { kind: 'xgboost' }
>['hyperparameters'];

/** Fewer rows can neither train nor judge. */
export const FEWEST_ROWS = 100;

const HOLDOUT_SHARE = 0.2;

/** The metric that is gated and watched. */
const METRIC = { regression: 'mae', binary: 'logloss', multiclass: 'logloss' } as const;

/** Trees for so many balanced rows: fewer and shallower ones where there is little to learn from. */
const TREES: readonly { readonly below: number; readonly hyperparameters: Hyperparameters }[] = [
  { below: 1000, hyperparameters: { num_round: 60, max_depth: 3, eta: 0.1 } },
  {
    below: 10_000,
    hyperparameters: { num_round: 100, max_depth: 4, eta: 0.1, min_child_weight: 3 },
  },
  {
    below: 100_000,
    hyperparameters: { num_round: 150, max_depth: 6, eta: 0.1, min_child_weight: 5 },
  },
  {
    below: Infinity,
    hyperparameters: { num_round: 200, max_depth: 6, eta: 0.1, min_child_weight: 10 },
  },
];

/**
 * What so many rows are worth to one who learns classes of them: as many as if all classes were as rare as
 * the rarest. Of ten thousand trips of which 8 % give no tip, deep trees learn the noise of 800.
 *
 * @param labels numbers of the classes of some rows
 */
export function balancedRows(rows: number, labels: readonly number[], classes: number): number {
  const counts = new Float64Array(classes);
  for (const label of labels) if (label >= 0 && label < classes) counts[label]! += 1;
  const known = counts.reduce((sum, count) => sum + count, 0);
  if (known === 0) return rows;
  return (rows * classes * Math.max(1, Math.min(...counts))) / known;
}

/**
 * Settings with which a model of so many rows trains, is judged, served and watched.
 *
 * @param balanced what the rows are worth to one who learns of them
 */
export function settingsFor(rows: number, task: Task, balanced = rows): Settings {
  const metric = METRIC[task];
  const part = (share: number, least: number): number => Math.max(least, roundDown(rows * share));
  return {
    algorithm: {
      kind: 'xgboost',
      version: '1.7-1',
      hyperparameters: TREES.find(({ below }) => balanced < below)!.hyperparameters,
    },
    training: {
      minimumRows: part(0.8, 10),
      minimumWindowRows: part(0.3, 10),
      maxRuntimeMinutes: 30,
    },
    holdout: { share: HOLDOUT_SHARE, minimumRows: part(HOLDOUT_SHARE / 2, 10) },
    gates: [
      { kind: 'better-than-naive', metric, atLeast: 0 },
      { kind: 'improvement', metric, atLeast: 0, evidence: rows >= 10_000 },
    ],
    serving: { mode: 'serverless', memoryMb: rows < 100_000 ? 1024 : 2048, maxConcurrency: 5 },
    monitors: {
      everyHours: 24,
      overDays: 7,
      minimumRows: Math.min(1000, part(0.1, 50)),
      quality: { metric, maxIncrease: 0.3 },
    },
    retraining: { onData: 'always', cooldownHours: 24, maxPerDay: 2 },
  };
}
