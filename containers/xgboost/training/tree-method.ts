import {
  distinctValues, type BoostingParams, type LabelledMatrix,
} from '../../../domain/boosting/index.ts';
import type { HyperparameterValues } from '../hyperparameters/value.ts';
import { info, type Log } from './log.ts';

/** More bins than this cost more than they are worth, and no longer fit in sixteen bits. */
const MOST_EXACT_BINS = 65_000;

/**
 * Maps the tree methods of XGBoost to the two offered, and says so in the log. XGBoost takes
 * `exact` when no method is asked for and the data are small.
 */
export function chooseTreeMethod(
  values: HyperparameterValues, train: LabelledMatrix, log: Log,
): Partial<BoostingParams> {
  if (values.get('booster') === 'gblinear') {
    return {};
  }
  const asked = String(values.get('tree_method') ?? 'auto');
  const method = (asked === 'auto' || asked === 'exact') && isSmall(train) ? 'exact' : 'hist';
  if (asked !== method) {
    info(log, `tree_method ${asked}: this stand-in grows trees by ${method}`);
  }
  return { method };
}

function isSmall(train: LabelledMatrix): boolean {
  let bins = 0;
  for (let column = 0; column < train.columns && bins <= MOST_EXACT_BINS; column++) {
    bins += distinctValues(train, column).length + 1;
  }
  return bins <= MOST_EXACT_BINS;
}
