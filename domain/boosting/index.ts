export { BoostingError, type BoostingErrorCode } from './errors.ts';
export { takeRows, widen, type FeatureMatrix, type LabelledMatrix } from './matrix.ts';
export { DEFAULT_PARAMS, completeParams, type BoostingParams, type TreeParams } from './params.ts';
export {
  train, trainRounds, type Round, type RoundScore, type TrainOptions, type Watched,
} from './train.ts';
export type { EarlyStoppingRule } from './early-stopping.ts';
export { predict, predictMargins } from './predict.ts';
export { readModel, writeModel } from './format/model-file.ts';
export { firstRounds, type LinearModel, type Model, type TreeModel } from './model.ts';
export type { Tree } from './tree.ts';
export { METRICS, metricFor } from './metrics/table.ts';
export { OBJECTIVES, objectiveFor } from './objectives/table.ts';
export { seededRandom, type Random } from './random.ts';
export { distinctValues } from './cuts.ts';
