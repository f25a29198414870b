import { ContainerError, userError } from '../errors.ts';
import { parseFloat64 } from '../python.ts';
import type { DependencyCheck } from './kinds.ts';
import { METRIC_NAMES } from './metric-names.ts';

const TREE_UPDATERS = ['grow_colmaker', 'distcol', 'grow_histmaker', 'grow_skmaker', 'grow_quantile_histmaker', 'sync',
  'refresh', 'prune'];
const GROWING_UPDATERS = ['grow_colmaker', 'distcol', 'grow_histmaker', 'grow_quantile_histmaker'];
const LINEAR_UPDATERS = ['shotgun', 'coord_descent'];
const UPDATING_UPDATERS = ['refresh', 'prune'];

/** Updaters must suit the booster and the process. */
export const updaterCheck: DependencyCheck = {
  on: ['booster', 'process_type'],
  check: (value, others) => {
    const updaters = value as readonly string[];
    if (others.get('booster') === 'gblinear') {
      if (updaters.length !== 1 || !LINEAR_UPDATERS.includes(updaters[0]!)) {
        throw userError(
          "Linear updater should be one of these options: 'shotgun', 'coord_descent'."
        );
      }
    } else if (others.get('process_type') === 'update') {
      if (!updaters.every((updater) => UPDATING_UPDATERS.includes(updater))) {
        throw userError(
          "process_type 'update' can only be used with updater 'refresh' and 'prune'"
        );
      }
    } else {
      checkTreeUpdaters(updaters);
    }
  },
};

function checkTreeUpdaters(updaters: readonly string[]): void {
  if (!updaters.every((updater) => TREE_UPDATERS.includes(updater))) {
    throw userError("Tree updater should be selected from these options: 'grow_colmaker', 'distcol', 'grow_histmaker', "
      + "'grow_skmaker', 'grow_quantile_histmaker', 'sync', 'refresh', 'prune', 'shortgun', 'coord_descent'.");
  }
  if (updaters.filter((updater) => GROWING_UPDATERS.includes(updater)).length > 1) {
    throw userError("Only one tree grow plugin can be selected. Choose one from thefollowing: 'grow_colmaker', "
      + "'distcol', 'grow_histmaker', 'grow_skmaker'");
  }
}

/** Telling classes apart needs their number. */
export const objectiveCheck: DependencyCheck = {
  on: ['num_class'],
  check: (objective, others) => {
    if ((objective === 'multi:softmax' || objective === 'multi:softprob') && !others.has('num_class')) {
      throw userError("Require input for parameter 'num_class' for multi-classification");
    }
  },
};

const THRESHOLD_METRICS = ['error', 'ndcg', 'map'];

/** Whether the container takes a metric; some it refuses with words of their own. */
export function allowsMetric(metric: string): boolean {
  if (metric.includes('<function')) {
    throw userError(`User defined evaluation metric ${metric} is not supported yet.`);
  }
  if (!metric.includes('@')) {
    return METRIC_NAMES.includes(metric);
  }
  const [name = '', threshold = ''] = metric.split('@').map((part) => part.trim());
  if (!THRESHOLD_METRICS.includes(name)) {
    throw userError(`Metric '${metric}' is not supported. Parameter 'eval_metric' with customized threshold should `
      + "be one of these options: 'error', 'ndcg', 'map'.");
  }
  if (parseFloat64(threshold) === undefined) {
    throw userError(`Threshold value 't' in '${name}@t' expects float input.`);
  }
  return true;
}

/**
 * Some metrics suit some objectives only. The container looks the objective up without a default.
 */
export const metricCheck: DependencyCheck = {
  on: ['objective'],
  check: (value, others) => {
    const metrics = value as readonly string[];
    const objective = others.get('objective');
    if (typeof objective !== 'string') {
      throw new ContainerError('KeyError', "'objective'");
    }
    if (metrics.includes('auc') && !/^(binary|rank):/.test(objective)) {
      throw userError("Metric 'auc' can only be applied for classification and ranking problems.");
    }
    if (metrics.includes('aft-nloglik') && objective !== 'survival:aft') {
      throw userError("Metric 'aft-nloglik' can only be applied for 'survival:aft' objective.");
    }
  },
};

/** Directions need a tree method that heeds them. */
export const monotoneCheck: DependencyCheck = {
  on: ['tree_method'],
  check: (_, others) => {
    if (!['exact', 'hist'].includes(String(others.get('tree_method')))) {
      throw userError("monotone_constraints can be used only when the tree_method parameter is set to either 'exact' "
        + "or 'hist'.");
    }
  },
};

/** Constraints on interactions need a tree method that heeds them. */
export const interactionCheck: DependencyCheck = {
  on: ['tree_method'],
  check: (_, others) => {
    if (!['exact', 'hist', 'approx'].includes(String(others.get('tree_method')))) {
      throw userError('interaction_constraints can be used only when the tree_method parameter is set to either '
        + "'exact', 'hist' or 'approx'.");
    }
  },
};
