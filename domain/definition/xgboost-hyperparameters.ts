import * as z from 'zod';

const between = (min: number, max: number) => z.number().min(min).max(max).optional();
const fraction = z.number().gt(0).max(1).optional();
const atLeast = (min: number) => z.number().min(min).optional();
const whole = (min: number) => z.int().min(min).max(2_147_483_647).optional();
const flag = z.union([z.literal(0), z.literal(1)]).optional();

/** Objectives by the task that they serve. */
export const OBJECTIVES = {
  regression: [
    'reg:squarederror', 'reg:linear', 'reg:squaredlogerror', 'reg:pseudohubererror', 'reg:absoluteerror',
    'reg:gamma', 'reg:tweedie', 'count:poisson',
  ],
  binary: ['binary:logistic'],
  multiclass: ['multi:softprob'],
} as const;

/**
 * Hyperparameters of the SageMaker XGBoost container in algorithm mode, with the ranges that the container
 * itself checks (`algorithm_mode/hyperparameter_validation.py` of aws/sagemaker-xgboost-container 1.7-1).
 * Left out on purpose: those that the container keeps for itself (`_kfold`), GPU ones, and objectives whose
 * answer is not a prediction of the target.
 */
export const XgboostHyperparameters = z.strictObject({
  num_round: z.int().min(1).max(100_000),
  objective: z.enum([...OBJECTIVES.regression, ...OBJECTIVES.binary, ...OBJECTIVES.multiclass]).optional(),
  num_class: whole(2),
  booster: z.enum(['gbtree', 'gblinear', 'dart']).optional(),
  tree_method: z.enum(['auto', 'exact', 'approx', 'hist']).optional(),
  base_score: atLeast(0),
  eval_metric: z.string().min(1).optional(),
  early_stopping_rounds: whole(1),
  eta: between(0, 1),
  gamma: atLeast(0),
  max_depth: whole(0),
  min_child_weight: atLeast(0),
  max_delta_step: atLeast(0),
  subsample: fraction,
  colsample_bytree: fraction,
  colsample_bylevel: fraction,
  colsample_bynode: fraction,
  lambda: atLeast(0),
  alpha: atLeast(0),
  sketch_eps: z.number().gt(0).lt(1).optional(),
  scale_pos_weight: atLeast(0),
  grow_policy: z.enum(['depthwise', 'lossguide']).optional(),
  max_leaves: whole(0),
  max_bin: whole(2),
  num_parallel_tree: whole(1),
  refresh_leaf: flag,
  process_type: z.enum(['default', 'update']).optional(),
  updater: z.string().min(1).optional(),
  monotone_constraints: z.string().regex(/^\(-?[01](,-?[01])*\)$/, "like '(1,0,-1)'").optional(),
  interaction_constraints: z.string().regex(/^\[\[.*\]\]$/, "like '[[0,1],[2,3]]'").optional(),
  sample_type: z.enum(['uniform', 'weighted']).optional(),
  normalize_type: z.enum(['tree', 'forest']).optional(),
  rate_drop: between(0, 1),
  one_drop: flag,
  skip_drop: between(0, 1),
  tweedie_variance_power: z.number().gt(1).lt(2).optional(),
  sampling_method: z.enum(['uniform', 'gradient_based']).optional(),
  deterministic_histogram: z.enum(['true', 'false']).optional(),
  verbosity: z.int().min(0).max(3).optional(),
  nthread: whole(1),
  seed: z.int().min(-2_147_483_648).max(2_147_483_647).optional(),
  csv_weights: z.literal(0).optional(),
});
export type XgboostHyperparameters = z.output<typeof XgboostHyperparameters>;
