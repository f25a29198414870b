import type { Task } from './model-definition.ts';
import type { MetricName } from './policies.ts';

/** Which metrics make sense for which task. */
export const GATE_METRICS: Readonly<Record<Task, readonly MetricName[]>> = {
  regression: ['mae', 'rmse', 'mse', 'mape', 'r2', 'bias', 'median-absolute-error'],
  binary: ['logloss', 'error', 'accuracy', 'auc', 'average-precision', 'brier', 'precision', 'recall', 'f1'],
  multiclass: ['logloss', 'error', 'accuracy'],
};
