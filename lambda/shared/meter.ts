import { MetricUnit, Metrics } from '@aws-lambda-powertools/metrics';
import { METRIC_NAMESPACE } from '../../domain/monitoring/metrics.ts';
import type { Clock } from '../../domain/ports.ts';

/** Records numbers about a model. */
export interface Meter {
  record(model: string, values: Readonly<Record<string, number>>): void;
}

/**
 * Metrics in the embedded format of CloudWatch, in our namespace, with `Model` as the only
 * dimension: each further value of a dimension would be a series to pay for. What is not finite is
 * left out, as CloudWatch would refuse the lot.
 */
export function embeddedMeter(clock: Clock): Meter {
  const metrics = new Metrics({ namespace: METRIC_NAMESPACE });
  metrics.clearDefaultDimensions();
  return {
    record: (model, values) => {
      metrics.addDimension('Model', model);
      metrics.setTimestamp(clock.now());
      for (const [name, value] of Object.entries(values)) {
        if (Number.isFinite(value)) metrics.addMetric(name, MetricUnit.NoUnit, value);
      }
      metrics.publishStoredMetrics();
    },
  };
}
