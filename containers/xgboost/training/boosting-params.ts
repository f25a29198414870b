import { OBJECTIVES, type BoostingParams } from '../../../domain/boosting/index.ts';
import { algorithmError, userError } from '../errors.ts';
import type { HyperparameterValues } from '../hyperparameters/value.ts';
import type { PythonValue } from '../python.ts';

const NUMBERS: Readonly<Record<string, keyof BoostingParams>> = {
  num_round: 'rounds',
  eta: 'learningRate',
  gamma: 'minSplitLoss',
  max_depth: 'maxDepth',
  max_leaves: 'maxLeaves',
  min_child_weight: 'minChildWeight',
  max_delta_step: 'maxDeltaStep',
  lambda: 'lambda',
  alpha: 'alpha',
  subsample: 'subsample',
  colsample_bytree: 'columnsByTree',
  colsample_bylevel: 'columnsByLevel',
  colsample_bynode: 'columnsByNode',
  scale_pos_weight: 'scalePositiveWeight',
  tweedie_variance_power: 'tweedieVariancePower',
  num_class: 'classes',
  base_score: 'baseScore',
  seed: 'seed',
  num_parallel_tree: 'parallelTrees',
  max_bin: 'maxBins',
};

/**
 * The parameters of the trainer for hyperparameters that were found valid. Refuses what is not
 * offered.
 */
export function boostingParams(values: HyperparameterValues): Partial<BoostingParams> {
  refuseUnoffered(values);
  const numbers = Object.entries(NUMBERS).flatMap(([name, field]) => {
    const value = values.get(name);
    return value === undefined ? [] : [[field, numberOf(name, value as number)] as const];
  });
  const monotone = values.get('monotone_constraints');
  return {
    ...Object.fromEntries(numbers),
    booster: values.get('booster') === 'gblinear' ? 'gblinear' : 'gbtree',
    objective: String(values.get('objective') ?? 'reg:squarederror'),
    growPolicy: values.get('grow_policy') === 'lossguide' ? 'lossguide' : 'depthwise',
    ...(monotone !== undefined && { monotone: directionsOf(monotone as PythonValue) }),
  };
}

function numberOf(name: string, value: number): number {
  if (Number.isNaN(value)) {
    throw algorithmError(
      `XGB train call failed with exception:\n Invalid Parameter format for ${name}, value='nan'`
    );
  }
  return value;
}

function directionsOf(value: PythonValue): readonly number[] {
  return value.kind === 'tuple' || value.kind === 'list'
    ? value.items.map((item) => (item.kind === 'int' ? item.value : 0)) : [];
}

function refuseUnoffered(values: HyperparameterValues): void {
  const objective = String(values.get('objective') ?? 'reg:squarederror');
  if (!(objective in OBJECTIVES)) {
    throw notOffered('objective', objective, Object.keys(OBJECTIVES));
  }
  if (values.get('booster') === 'dart' && (Number(values.get('rate_drop') ?? 0) > 0 || values.get('one_drop') === 1)) {
    throw notOffered('rate_drop', String(values.get('rate_drop') ?? 'with one_drop'), ['0']);
  }
  if (values.has('interaction_constraints')) {
    throw notOffered('interaction_constraints', 'a list', ['none']);
  }
  if (values.get('process_type') === 'update') {
    throw notOffered('process_type', 'update', ['default']);
  }
  if (values.get('sampling_method') === 'gradient_based') {
    throw notOffered('sampling_method', 'gradient_based', ['uniform']);
  }
  if (values.get('use_dask_gpu_training') === 'true') {
    throw notOffered('use_dask_gpu_training', 'true', ['false']);
  }
}

function notOffered(name: string, value: string, offered: readonly string[]): Error {
  return userError(
    `Hyperparameter ${name}: ${value} is not offered by this stand-in, which offers: ${offered.join(', ')}`
  );
}
