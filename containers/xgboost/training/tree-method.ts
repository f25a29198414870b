import type { BoostingParams, LabelledMatrix } from '../../../domain/boosting/index.ts';
import type { HyperparameterValues } from '../hyperparameters/value.ts';
import { info, type Log } from './log.ts';

/** Maps the tree methods of XGBoost to the one offered, and says so in the log where it matters. */
export function chooseTreeMethod(values: HyperparameterValues, _train: LabelledMatrix, log: Log): Partial<BoostingParams> {
  const method = String(values.get('tree_method') ?? 'auto');
  if (method !== 'hist') {
    info(log, `tree_method ${method}: this stand-in grows trees by hist`);
  }
  return {};
}
