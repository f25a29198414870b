import { METRICS } from '../../../domain/boosting/index.ts';
import { userError } from '../errors.ts';
import type { HyperparameterValues } from '../hyperparameters/value.ts';

/** Metrics the container computes itself; it reports them after those XGBoost computes. */
const OWN_METRICS = new Set(['accuracy', 'balanced_accuracy', 'f1', 'f1_binary', 'f1_macro', 'mse', 'rmse', 'mae',
  'precision', 'precision_macro', 'precision_micro', 'r2', 'recall', 'recall_macro', 'recall_micro']);

/** What is measured each round, and what early stopping looks at. */
export interface MetricPlan {
  /** In the order of the log. */
  readonly metrics: readonly string[];
  /** @default - nothing stops the training early */
  readonly stopOn?: string;
}

/** Plans the metrics of a job from its hyperparameters. */
export function planMetrics(values: HyperparameterValues, objectiveMetric: string): MetricPlan {
  const evaluated = (values.get('eval_metric') as readonly string[] | undefined) ?? [];
  const tuned = (values.get('_tuning_objective_metric') as string | undefined)?.replace('validation:', '');
  const asked = [...new Set(tuned === undefined ? evaluated : [...evaluated, tuned].sort())];
  asked.forEach(checkOffered);
  const computed = asked.filter((metric) => !OWN_METRICS.has(metric));
  const own = asked.filter((metric) => OWN_METRICS.has(metric));
  const metrics = [...new Set([...(computed.length > 0 ? computed : [objectiveMetric]), ...own])];
  const stopOn = tuned ?? evaluated.at(-1);
  return {
    metrics, ...(values.has('early_stopping_rounds') && stopOn !== undefined && { stopOn }),
  };
}

function checkOffered(metric: string): void {
  if (!(metric.split('@')[0]! in METRICS)) {
    throw userError(
      `Metric '${metric}' is not offered by this stand-in, which offers: ${Object.keys(METRICS).join(', ')}`
    );
  }
}
