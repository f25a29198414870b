import { asDimensions, metricName } from './metrics.ts';
import type { MetricDataQuery } from './queries.ts';

type Named = NonNullable<MetricDataQuery['MetricStat']>;

/** Parts that a label is made of, the name first. */
const PARTS: readonly ((stat: Named) => string)[] = [
  ({ Metric }) =>
    asDimensions(metricName(Metric).dimensions)
      .map(({ Value }) => Value)
      .join(' '),
  ({ Stat }) => Stat,
  ({ Period }) => String(Period),
];

/**
 * The label of a metric that was given none: its name, and of dimensions, statistic and period what
 * tells it from the others.
 */
export function labelOf(query: MetricDataQuery, all: readonly MetricDataQuery[]): string {
  if (query.Label !== undefined) return query.Label;
  const own = query.MetricStat;
  if (!own) return query.Id;
  const others = all.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat] : []));
  const telling = PARTS.filter((part) => new Set(others.map(part)).size > 1);
  const name = own.Metric.MetricName ?? query.Id;
  return [name, ...telling.map((part) => part(own))].filter((part) => part !== '').join(' ');
}

/** What dynamic labels may name. Source: CloudWatch user guide, using dynamic labels. */
const DYNAMIC: Readonly<Record<string, (values: readonly number[]) => number | undefined>> = {
  AVG: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  DATAPOINT_COUNT: (values) => values.length,
  FIRST: (values) => values[0],
  LAST: (values) => values.at(-1),
  MAX: (values) => Math.max(...values),
  MIN: (values) => Math.min(...values),
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
};

/** A label with its `${MAX}` and the like filled in by the values, oldest first. */
export function filledLabel(label: string, values: readonly number[]): string {
  return label.replace(/\$\{(\w+)\}/g, (whole, name: string) => {
    const compute = DYNAMIC[name];
    if (!compute) return whole;
    const value = values.length > 0 || name === 'DATAPOINT_COUNT' ? compute(values) : undefined;
    return value === undefined ? '--' : String(value);
  });
}
