import { action } from '../../../kernel/index.ts';
import { alarmsOf, asAlarm, definitionOf, onAlarm, watchedBy } from '../alarms.ts';
import type { AlarmDefinition } from '../alarms.ts';
import { metricName } from '../metrics.ts';
import type { ApiMetric } from '../metrics.ts';

/** Input of DescribeAlarmsForMetric. */
export interface AlarmsForMetricInput extends ApiMetric {
  readonly Statistic?: string;
  readonly ExtendedStatistic?: string;
  readonly Period?: number;
  readonly Unit?: string;
}

/** DescribeAlarmsForMetric. */
export const describeAlarmsForMetric = action(
  'DescribeAlarmsForMetric',
  (_input: AlarmsForMetricInput, context) => [onAlarm('DescribeAlarmsForMetric', '*', context)],
  (input, { cloud }) => ({
    MetricAlarms: alarmsOf('MetricAlarm', cloud)
      .filter((row) => fits(definitionOf(row), input))
      .map((row) => asAlarm(row, cloud)),
  }),
);

function fits(definition: AlarmDefinition, input: AlarmsForMetricInput): boolean {
  const { namespace, name, dimensions } = metricName(input);
  const watched = watchedBy(definition).some(
    (metric) =>
      metric.namespace === namespace && metric.name === name && metric.dimensions === dimensions,
  );
  const asked = ['Statistic', 'ExtendedStatistic', 'Period', 'Unit'] as const;
  return (
    watched && asked.every((key) => input[key] === undefined || input[key] === definition[key])
  );
}
