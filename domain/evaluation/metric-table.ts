import { GATE_METRICS } from '../definition/metric-tasks.ts';
import { accuracy } from './metrics/accuracy.ts';
import { auc } from './metrics/auc.ts';
import { averagePrecision } from './metrics/average-precision.ts';
import { bias } from './metrics/bias.ts';
import { brier } from './metrics/brier.ts';
import { error } from './metrics/error.ts';
import { f1 } from './metrics/f1.ts';
import { logloss } from './metrics/logloss.ts';
import { mae } from './metrics/mae.ts';
import { mape } from './metrics/mape.ts';
import { medianAbsoluteError } from './metrics/median-absolute-error.ts';
import { mse } from './metrics/mse.ts';
import { precision } from './metrics/precision.ts';
import { r2 } from './metrics/r2.ts';
import { recall } from './metrics/recall.ts';
import { rmse } from './metrics/rmse.ts';
import type { Task } from '../definition/model-definition.ts';
import type { MetricName } from '../definition/policies.ts';
import type { Metric } from './metric.ts';

const METRICS: Readonly<Record<MetricName, Metric>> = {
  mae, mse, rmse, mape, r2, bias, 'median-absolute-error': medianAbsoluteError,
  logloss, error, accuracy, auc, 'average-precision': averagePrecision, brier, precision, recall, f1,
};

/** The metric of a name. */
export function metricOf(name: MetricName): Metric {
  return METRICS[name];
}

/** All metrics that make sense for a task. */
export function metricsFor(task: Task): readonly Metric[] {
  return GATE_METRICS[task].map(metricOf);
}
