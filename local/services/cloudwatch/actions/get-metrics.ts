import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { asDimensions, dimensionsOf, dimensionText, minutesOf } from '../metrics.ts';
import type { MetricName } from '../metrics.ts';
import { merge, statisticOf } from '../statistics.ts';
import type { Sample } from '../statistics.ts';

interface ApiMetric {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Name?: string; readonly Value?: string }[];
}

/** Input of GetMetricStatistics. */
export interface MetricStatisticsInput extends ApiMetric {
  readonly StartTime: Date;
  readonly EndTime: Date;
  readonly Period: number;
  readonly Statistics?: readonly string[];
  readonly ExtendedStatistics?: readonly string[];
}

/** GetMetricStatistics. */
export const getMetricStatistics = action(
  'GetMetricStatistics',
  () => [{ action: 'cloudwatch:GetMetricStatistics', resource: '*' }],
  (input: MetricStatisticsInput, { cloud }) => {
    const buckets = bucketsOf(
      nameOf(input),
      input.StartTime.getTime(),
      input.EndTime.getTime(),
      input.Period,
      cloud,
    );
    const Datapoints = [...buckets].map(([time, { sample, unit }]) => ({
      Timestamp: new Date(time),
      Unit: unit,
      ...Object.fromEntries(
        (input.Statistics ?? []).map((name) => [name, statisticOf(name)(sample)]),
      ),
      ...(input.ExtendedStatistics
        ? {
            ExtendedStatistics: Object.fromEntries(
              input.ExtendedStatistics.map((name) => [name, statisticOf(name)(sample)]),
            ),
          }
        : {}),
    }));
    return { Label: input.MetricName, Datapoints };
  },
);

/** Input of GetMetricData. */
export interface MetricDataInput {
  readonly StartTime: Date;
  readonly EndTime: Date;
  readonly ScanBy?: string;
  readonly MetricDataQueries: readonly {
    readonly Id: string;
    readonly Label?: string;
    readonly Expression?: string;
    readonly ReturnData?: boolean;
    readonly MetricStat?: {
      readonly Metric: ApiMetric;
      readonly Period: number;
      readonly Stat: string;
    };
  }[];
}

/** GetMetricData: metrics as they are; expressions are refused. */
export const getMetricData = action(
  'GetMetricData',
  () => [{ action: 'cloudwatch:GetMetricData', resource: '*' }],
  (input: MetricDataInput, { cloud }) => ({
    MetricDataResults: input.MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false).map(
      ({ Id, Label, MetricStat }) => {
        if (!MetricStat)
          throw new AwsError(
            'ValidationError',
            `the local cloud does not offer metric math, which '${Id}' asks for`,
          );
        const buckets = [
          ...bucketsOf(
            nameOf(MetricStat.Metric),
            input.StartTime.getTime(),
            input.EndTime.getTime(),
            MetricStat.Period,
            cloud,
          ),
        ];
        if (input.ScanBy !== 'TimestampAscending') buckets.reverse();
        return {
          Id,
          Label: Label ?? MetricStat.Metric.MetricName,
          StatusCode: 'Complete',
          Timestamps: buckets.map(([time]) => new Date(time)),
          Values: buckets.map(([, { sample }]) => statisticOf(MetricStat.Stat)(sample)),
        };
      },
    ),
  }),
);

/** Input of ListMetrics. */
export interface ListMetricsInput extends ApiMetric {
  readonly NextToken?: string;
}

/** ListMetrics: five hundred a page. */
export const listMetrics = action(
  'ListMetrics',
  () => [{ action: 'cloudwatch:ListMetrics', resource: '*' }],
  (input: ListMetricsInput, { cloud }) => {
    const rows = cloud.db
      .all<MetricName>(
        `SELECT DISTINCT namespace, name, dimensions FROM cloudwatch_metrics WHERE (? = '' OR namespace = ?) AND (? = '' OR name = ?)
     ORDER BY namespace, name, dimensions`,
        input.Namespace ?? '',
        input.Namespace ?? '',
        input.MetricName ?? '',
        input.MetricName ?? '',
      )
      .filter(({ dimensions }) =>
        (input.Dimensions ?? []).every(({ Name, Value }) =>
          asDimensions(dimensions).some(
            (own) => own.Name === Name && (Value === undefined || own.Value === Value),
          ),
        ),
      );
    const start = Number(input.NextToken ?? 0);
    const page = rows.slice(start, start + 500);
    return {
      Metrics: page.map(({ namespace, name, dimensions }) => ({
        Namespace: namespace,
        MetricName: name,
        Dimensions: asDimensions(dimensions),
      })),
      NextToken: rows.length > start + 500 ? String(start + 500) : undefined,
    };
  },
);

function nameOf({ Namespace = '', MetricName: name = '', Dimensions }: ApiMetric): MetricName {
  return { namespace: Namespace, name, dimensions: dimensionText(dimensionsOf(Dimensions)) };
}

function bucketsOf(
  metric: MetricName,
  from: number,
  to: number,
  periodSeconds: number,
  cloud: Cloud,
): ReadonlyMap<number, { readonly sample: Sample; readonly unit: string }> {
  const period = periodSeconds * 1000;
  const buckets = new Map<number, { sample: Sample; unit: string }>();
  for (const { time, values, unit } of minutesOf(metric, from, to, cloud)) {
    const start = Math.floor(time / period) * period;
    const old = buckets.get(start);
    buckets.set(start, { unit, sample: old ? merge([old.sample, values]) : values });
  }
  return buckets;
}
