import { BoostingError } from '../errors.ts';
import type { BoostingParams } from '../params.ts';
import { absoluteError } from './absolute-error.ts';
import { gamma } from './gamma.ts';
import { binaryHinge } from './hinge.ts';
import { binaryLogistic, binaryLogitRaw, regressionLogistic } from './logistic.ts';
import type { Objective, ObjectiveFactory } from './objective.ts';
import { poisson } from './poisson.ts';
import { pseudoHuberError } from './pseudo-huber-error.ts';
import { softmaxClass, softmaxProbabilities } from './softmax.ts';
import { squaredError } from './squared-error.ts';
import { squaredLogError } from './squared-log-error.ts';
import { tweedie } from './tweedie.ts';

/** Every objective offered, by XGBoost's name for it. */
export const OBJECTIVES: Readonly<Record<string, ObjectiveFactory>> = {
  'reg:squarederror': squaredError,
  'reg:linear': squaredError,
  'reg:squaredlogerror': squaredLogError,
  'reg:logistic': regressionLogistic,
  'reg:pseudohubererror': pseudoHuberError,
  'reg:absoluteerror': absoluteError,
  'binary:logistic': binaryLogistic,
  'binary:logitraw': binaryLogitRaw,
  'binary:hinge': binaryHinge,
  'count:poisson': poisson,
  'reg:gamma': gamma,
  'reg:tweedie': tweedie,
  'multi:softmax': softmaxClass,
  'multi:softprob': softmaxProbabilities,
};

/** The objective the parameters name. */
export function objectiveFor(params: BoostingParams): Objective {
  const factory = OBJECTIVES[params.objective];
  if (!factory) {
    throw new BoostingError('ObjectiveNotOffered',
      `choose an objective out of ${Object.keys(OBJECTIVES).join(', ')}, got '${params.objective}'`);
  }
  return factory(params);
}
