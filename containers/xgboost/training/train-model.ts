import { setImmediate } from 'node:timers/promises';
import {
  BoostingError, trainRounds, type BoostingParams, type LabelledMatrix, type Model, type Round,
  type TrainOptions,
} from '../../../domain/boosting/index.ts';
import { algorithmError, userError } from '../errors.ts';

/** What XGBoost refuses in words that name its source file, as the container passes them on. */
const LABEL_CHECKS: readonly (readonly [start: string, place: string])[] = [
  ['label must be', './src/objective/regression_obj.cu:148'],
  ['SoftmaxMultiClassObj', './src/objective/multiclass_obj.cu:123'],
  ['PoissonRegression', './src/objective/regression_obj.cu:340'],
  ['TweedieRegression', './src/objective/regression_obj.cu:632'],
  ['GammaRegression', './src/objective/regression_obj.cu:527'],
];

/** Trains a model; between rounds the process hears signals. */
export async function trainModel(
  matrix: LabelledMatrix, params: Partial<BoostingParams>,
  options: TrainOptions & { readonly onRound: (round: Round) => void },
): Promise<Model> {
  try {
    const rounds = trainRounds(matrix, params, options);
    for (;;) {
      const next = rounds.next();
      if (next.done) {
        return next.value;
      }
      options.onRound(next.value);
      await setImmediate();
    }
  } catch (error) {
    throw translated(error);
  }
}

/** An error of the trainer in the words of the container; any other error as it is. */
export function translated(error: unknown): unknown {
  return error instanceof BoostingError ? containerErrorOf(error) : error;
}

function containerErrorOf({ code, message }: BoostingError): Error {
  if (code === 'LabelsNotUsable') {
    const place = LABEL_CHECKS.find(([start]) => message.startsWith(start))?.[1];
    return userError(place === undefined ? message : `${place}: ${message}`);
  }
  return algorithmError(`XGB train call failed with exception:\n ${message}`);
}
