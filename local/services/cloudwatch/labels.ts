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
