import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  completeParams, objectiveFor, widen, writeModel, type BoostingParams, type LabelledMatrix,
  type Model, type Watched,
} from '../../../domain/boosting/index.ts';
import type { HyperparameterValues } from '../hyperparameters/value.ts';
import { MODEL_NAME, type Layout } from '../layout.ts';
import { boostingParams } from './boosting-params.ts';
import { crossValidate } from './cross-validate.ts';
import type { JobData } from './job-data.ts';
import { info, type Log } from './log.ts';
import { planMetrics } from './metrics.ts';
import { roundLine } from './round-line.ts';
import type { TrainPlan } from './train-plan.ts';
import { trainModel, translated } from './train-model.ts';
import { chooseTreeMethod } from './tree-method.ts';

/** Trains what the hyperparameters ask for and writes the model files. */
export async function runTrainJob(
  values: HyperparameterValues, data: JobData, layout: Layout, log: Log,
): Promise<void> {
  const asked = boostingParams(values);
  const params = { ...asked, ...chooseTreeMethod(values, data.train, log) };
  const metrics = planMetrics(values, defaultMetricOf(params));
  const plan: TrainPlan = { params, metrics, values, data };
  info(log, `Train matrix has ${data.train.rows} rows and ${data.train.columns} columns`);
  if (data.validation) {
    info(log, `Validation matrix has ${data.validation.rows} rows`);
  }
  mkdirSync(layout.model, { recursive: true });
  if (values.has('_kfold')) {
    const models = await crossValidate(plan, layout.outputData, log);
    models.forEach((model, fold) => saveModel(model, layout, `${MODEL_NAME}-${fold}`));
  } else {
    saveModel(await trainOnce(plan, layout, log), layout, MODEL_NAME);
  }
}

function defaultMetricOf(params: Partial<BoostingParams>): string {
  try {
    return objectiveFor(completeParams(params)).defaultMetric;
  } catch (error) {
    throw translated(error);
  }
}

async function trainOnce(
  { params, metrics, values, data }: TrainPlan, layout: Layout, log: Log,
): Promise<Model> {
  const train = widenTo(data.train, data.validation);
  const watch: Watched[] = [{ name: 'train', matrix: train }];
  if (data.validation) {
    watch.push({ name: 'validation', matrix: data.validation });
  }
  const keepsRounds = values.get('save_model_on_termination') === 'true';
  if (keepsRounds) {
    process.once('SIGTERM', () => process.exit(0));
  }
  const stopOn = data.validation && metrics.stopOn;
  return trainModel(train, params, {
    watch,
    metrics: metrics.metrics,
    ...(stopOn !== undefined && {
      earlyStopping: {
        rounds: values.get('early_stopping_rounds') as number, data: 'validation', metric: stopOn,
      },
    }),
    onRound: ({ round, scores, model }) => {
      log(roundLine(round, scores));
      if (keepsRounds) {
        saveModel(model(), layout, MODEL_NAME);
      }
    },
  });
}

/** A model has as many features as the widest of the data it is trained and measured on. */
function widenTo(train: LabelledMatrix, other: LabelledMatrix | undefined): LabelledMatrix {
  return other ? widen(train, other.columns) : train;
}

function saveModel(model: Model, layout: Layout, name: string): void {
  writeFileSync(join(layout.model, name), writeModel(model));
}
