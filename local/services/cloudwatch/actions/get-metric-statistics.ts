import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { invalidCombination, invalidValue } from '../errors.ts';
import { metricName, pointsOf } from '../metrics.ts';
import type { ApiMetric } from '../metrics.ts';
import { isPeriod } from '../queries.ts';
import { bucketsOf } from '../series.ts';
import type { Bucket } from '../series.ts';
import { findStatistic, SIMPLE_STATISTICS } from '../statistics.ts';

/** Input of GetMetricStatistics. */
export interface MetricStatisticsInput extends ApiMetric {
  readonly StartTime: Date;
  readonly EndTime: Date;
  readonly Period: number;
  readonly Statistics?: readonly string[];
  readonly ExtendedStatistics?: readonly string[];
  readonly Unit?: string;
}

/** Data points of one call. Source: API reference. */
const MAX_DATAPOINTS = 1_440;

/** GetMetricStatistics: every unit by itself. */
export const getMetricStatistics = action(
  'GetMetricStatistics',
  () => [{ action: 'cloudwatch:GetMetricStatistics', resource: '*' }],
  (input: MetricStatisticsInput, { cloud }) => {
    check(input);
    return {
      Label: input.MetricName,
      Datapoints: readBuckets(input, cloud).map((bucket) => datapointOf(bucket, input)),
    };
  },
);

function check(input: MetricStatisticsInput): void {
  const { StartTime, EndTime, Period, Statistics = [], ExtendedStatistics = [] } = input;
  const milliseconds = EndTime.getTime() - StartTime.getTime();
  if (milliseconds <= 0)
    throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  if (!isPeriod(Period))
    throw invalidValue('The parameter Period must be 1, 5, 10, 20, 30, or a multiple of 60.');
  if (Statistics.length + ExtendedStatistics.length === 0)
    throw invalidCombination('Must specify either Statistics or ExtendedStatistics');
  const unknown = ExtendedStatistics.find(
    (name) => SIMPLE_STATISTICS.includes(name) || !findStatistic(name),
  );
  if (unknown !== undefined)
    throw invalidValue(`The value ${unknown} for parameter ExtendedStatistics is not supported.`);
  const asked = Math.floor(milliseconds / 1000 / Period);
  if (asked > MAX_DATAPOINTS)
    throw invalidCombination(
      `You have requested up to ${asked} datapoints, which exceeds the limit of ${MAX_DATAPOINTS}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
}

function readBuckets(input: MetricStatisticsInput, cloud: Cloud): readonly Bucket[] {
  const metric = metricName(input);
  const [from, to] = [input.StartTime.getTime(), input.EndTime.getTime()];
  const { Period: period, Unit } = input;
  const step = period * 1000;
  const begin = Math.floor(from / step) * step;
  const units = new Set(
    pointsOf(metric, { from: begin, to, unit: Unit }, cloud).map(({ unit }) => unit),
  );
  return [...units].flatMap((unit) => bucketsOf(metric, { from, to, period, unit }, cloud));
}

function datapointOf(
  { time, sample, unit }: Bucket,
  { Statistics = [], ExtendedStatistics }: MetricStatisticsInput,
) {
  const valuesOf = (names: readonly string[]) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = findStatistic(name)?.(sample);
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
  return {
    Timestamp: new Date(time),
    Unit: unit,
    ...valuesOf(Statistics),
    ExtendedStatistics: ExtendedStatistics && valuesOf(ExtendedStatistics),
  };
}
