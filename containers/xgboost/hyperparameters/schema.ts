import {
  allowsMetric, interactionCheck, metricCheck, monotoneCheck, objectiveCheck, updaterCheck,
} from './dependencies.ts';
import {
  categorical, continuous, integer, nestedList, tuple, wordList, type Hyperparameter,
} from './kinds.ts';
import { METRIC_NAMES } from './metric-names.ts';

const atLeast = (minClosed: number) => ({ minClosed });
const UP_TO_ONE = { minClosed: 0, maxClosed: 1 };
const SHARE = { minOpen: 0, maxClosed: 1 };

const UPDATERS = ['grow_colmaker', 'distcol', 'grow_histmaker', 'grow_skmaker', 'sync', 'refresh', 'prune',
  'grow_colmaker', 'distcol', 'grow_histmaker', 'grow_colmaker', 'shotgun', 'coord_descent', 'refresh', 'prune'];

const OBJECTIVE_NAMES = ['aft_loss_distribution', 'binary:logistic', 'binary:logitraw', 'binary:hinge',
  'count:poisson', 'multi:softmax', 'multi:softprob', 'rank:pairwise', 'rank:ndcg', 'rank:map', 'reg:linear',
  'reg:squarederror', 'reg:logistic', 'reg:gamma', 'reg:pseudohubererror', 'reg:squaredlogerror', 'reg:absoluteerror',
  'reg:tweedie', 'survival:aft', 'survival:cox'];

/** The hyperparameters of the container, in its order: messages about missing ones follow it. */
export const HYPERPARAMETERS: readonly Hyperparameter[] = [
  integer('num_round', atLeast(1), { required: true }),
  integer('csv_weights', UP_TO_ONE),
  integer('early_stopping_rounds', atLeast(1)),
  categorical('booster', ['gbtree', 'gblinear', 'dart']),
  integer('verbosity', { minClosed: 0, maxClosed: 3 }),
  integer('nthread', atLeast(1)),
  continuous('eta', UP_TO_ONE),
  continuous('gamma', atLeast(0)),
  integer('max_depth', atLeast(0)),
  continuous('min_child_weight', atLeast(0)),
  continuous('max_delta_step', atLeast(0)),
  continuous('subsample', SHARE),
  continuous('colsample_bytree', SHARE),
  continuous('colsample_bylevel', SHARE),
  continuous('colsample_bynode', SHARE),
  continuous('lambda', atLeast(0)),
  continuous('alpha', atLeast(0)),
  categorical('tree_method', ['auto', 'exact', 'approx', 'hist', 'gpu_hist']),
  continuous('sketch_eps', { minOpen: 0, maxOpen: 1 }),
  continuous('scale_pos_weight', { minOpen: 0 }),
  wordList('updater', UPDATERS, { dependencies: updaterCheck }),
  categorical('dsplit', ['row', 'col']),
  integer('refresh_leaf', UP_TO_ONE),
  categorical('process_type', ['default', 'update']),
  categorical('grow_policy', ['depthwise', 'lossguide']),
  integer('max_leaves', atLeast(0)),
  integer('max_bin', atLeast(0)),
  categorical('predictor', ['auto', 'cpu_predictor', 'gpu_predictor']),
  tuple('monotone_constraints', [-1, 0, 1], monotoneCheck),
  nestedList('interaction_constraints', atLeast(1), interactionCheck),
  categorical('sample_type', ['uniform', 'weighted']),
  categorical('normalize_type', ['tree', 'forest']),
  continuous('rate_drop', UP_TO_ONE),
  integer('one_drop', UP_TO_ONE),
  continuous('skip_drop', UP_TO_ONE),
  continuous('lambda_bias', UP_TO_ONE),
  continuous('tweedie_variance_power', { minOpen: 1, maxOpen: 2 }),
  categorical('objective', OBJECTIVE_NAMES, { dependencies: objectiveCheck }),
  integer('num_class', atLeast(2)),
  continuous('base_score', atLeast(0)),
  integer('_kfold', atLeast(2)),
  integer('_num_cv_round', atLeast(1)),
  categorical('_tuning_objective_metric', METRIC_NAMES.map((name) => `validation:${name}`)),
  wordList('eval_metric', METRIC_NAMES, { dependencies: metricCheck, allows: allowsMetric }),
  integer('seed', { minOpen: -(2 ** 31), maxOpen: 2 ** 31 - 1 }),
  integer('num_parallel_tree', atLeast(1)),
  categorical('save_model_on_termination', ['true', 'false']),
  categorical('aft_loss_distribution', ['normal', 'logistic', 'extreme']),
  continuous('aft_loss_distribution_scale', atLeast(0)),
  categorical('deterministic_histogram', ['true', 'false']),
  categorical('sampling_method', ['uniform', 'gradient_based']),
  integer('prob_buffer_row', { minOpen: 1, floats: true }),
  categorical('use_dask_gpu_training', ['true', 'false']),
];
