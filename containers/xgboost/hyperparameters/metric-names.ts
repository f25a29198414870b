/** Metrics the container knows, of which more is better. */
export const MAXIMIZED_METRICS = [
  'accuracy', 'auc', 'aucpr', 'balanced_accuracy', 'f1', 'f1_binary', 'f1_macro', 'map', 'ndcg', 'precision', 'r2',
  'recall', 'precision_macro', 'precision_micro', 'recall_macro', 'recall_micro',
] as const;

/** Metrics the container knows, of which less is better. */
export const MINIMIZED_METRICS = [
  'aft-nloglik', 'cox-nloglik', 'error', 'gamma-deviance', 'gamma-nloglik', 'interval-regression-accuracy', 'logloss',
  'mae', 'mape', 'merror', 'mlogloss', 'mphe', 'mse', 'poisson-nloglik', 'rmse', 'rmsle', 'tweedie-nloglik',
] as const;

/** All metrics the container knows, in the order of its messages. */
export const METRIC_NAMES: readonly string[] = [...MAXIMIZED_METRICS, ...MINIMIZED_METRICS];
