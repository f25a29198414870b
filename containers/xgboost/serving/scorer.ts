import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  BoostingError, predict, readModel, type FeatureMatrix, type Model,
} from '../../../domain/boosting/index.ts';
import { RequestError } from './request-error.ts';

const BAD_REQUEST = 400;

/**
 * The models of an endpoint; several, such as those of a cross validation, answer with their mean.
 */
export interface Scorer {
  readonly objective: string;
  readonly classes: number;
  /** The prediction of each row. */
  readonly score: (matrix: FeatureMatrix) => readonly Float32Array[];
}

/** Loads every file of a folder whose name does not begin with a dot. */
export function loadScorer(folder: string): Scorer {
  const files = readdirSync(folder).filter(
    (name) => !name.startsWith('.') && statSync(join(folder, name)).isFile()
  ).sort();
  const models = files.map((name) => loadModel(join(folder, name)));
  const [first] = models;
  if (!first) {
    throw new BoostingError('ModelUnreadable', `put a model into ${folder}, it is empty`);
  }
  return {
    objective: first.objective, classes: first.classes, score: (matrix) => scoreAll(models, matrix),
  };
}

function loadModel(path: string): Model {
  try {
    return readModel(readFileSync(path));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BoostingError(
      'ModelUnreadable', `Model at ${path} cannot be loaded:\n${reason}`, { cause }
    );
  }
}

function scoreAll(models: readonly Model[], matrix: FeatureMatrix): readonly Float32Array[] {
  const features = Math.min(...models.map((model) => model.features));
  if (matrix.columns > features) {
    throw new RequestError(BAD_REQUEST, 'Unable to evaluate payload provided: ./src/learner.cc:1510: Check failed: '
      + `learner_model_param_.num_feature >= p_fmat->Info().num_col_ (${features} vs. ${matrix.columns}) : `
      + 'Number of columns does not match number of features in booster.');
  }
  const all = models.map((model) => predict(model, matrix));
  const mean = all.length === 1
    ? all[0]!
    : all[0]!.map((_, i) => all.reduce((sum, one) => sum + one[i]!, 0) / all.length);
  const width = mean.length / matrix.rows;
  return Array.from(
    { length: matrix.rows }, (_, row) => mean.subarray(row * width, (row + 1) * width)
  );
}
