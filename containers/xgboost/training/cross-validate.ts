import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  predict, seededRandom, takeRows, type LabelledMatrix, type Model, type RoundScore,
} from '../../../domain/boosting/index.ts';
import { info, type Log } from './log.ts';
import { stackRows } from './stack-rows.ts';
import { roundLine } from './round-line.ts';
import { stratifiedFolds } from './folds.ts';
import type { TrainPlan } from './train-plan.ts';
import { trainModel } from './train-model.ts';
import { ValidationPredictions } from './validation-predictions.ts';

/** Trains a model for every fold of every repetition, on training and validation data together. */
export async function crossValidate(
  plan: TrainPlan, outputData: string, log: Log,
): Promise<readonly Model[]> {
  const { values, data, params, metrics } = plan;
  const all = data.validation ? stackRows(data.train, data.validation) : data.train;
  const folds = values.get('_kfold') as number;
  const repeats = (values.get('_num_cv_round') as number | undefined) ?? 1;
  info(log, `Run ${repeats}-round of ${folds}-fold cross validation with ${all.rows} rows`);
  const classified = values.has('num_class') || String(params.objective).startsWith('binary:');
  const strata = classified ? all.labels : undefined;
  const random = seededRandom((values.get('seed') as number | undefined) ?? 0);
  const predictions = new ValidationPredictions(all.labels, repeats, classified);
  const models: Model[] = [];
  const finals: (readonly RoundScore[])[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const held of stratifiedFolds(strata, { rows: all.rows, folds, random })) {
      info(log, `Train cross validation fold ${(models.length % folds) + 1}`);
      let last: readonly RoundScore[] = [];
      const fold = split(all, held);
      const model = await trainModel(fold.train, params, {
        watch: [
          { name: 'train', matrix: fold.train }, { name: 'validation', matrix: fold.validation },
        ],
        metrics: metrics.metrics,
        onRound: ({ round, scores }) => {
          last = scores;
          log(roundLine(round, scores));
        },
      });
      models.push(model);
      finals.push(last);
      predictions.record(held, predict(model, fold.validation));
    }
    info(log, `The metrics of round ${repeat + 1} cross validation`);
    log(roundLine(params.rounds!, meanScores(finals.slice(-folds))));
  }
  if (repeats > 1) {
    info(log, `The overall metrics of ${repeats}-round cross validation`);
    log(roundLine(params.rounds!, meanScores(finals)));
  }
  mkdirSync(outputData, { recursive: true });
  writeFileSync(join(outputData, 'predictions.csv'), predictions.csv());
  return models;
}

function split(
  all: LabelledMatrix, held: Int32Array,
): { train: LabelledMatrix; validation: LabelledMatrix } {
  const out = new Set(held);
  const kept = Array.from({ length: all.rows }, (_, row) => row).filter((row) => !out.has(row));
  return { train: takeRows(all, kept), validation: takeRows(all, held) };
}

function meanScores(finals: readonly (readonly RoundScore[])[]): readonly RoundScore[] {
  return (finals[0] ?? []).map(({ data, metric }, i) => ({
    data, metric, value: finals.reduce((sum, scores) => sum + scores[i]!.value, 0) / finals.length,
  }));
}
