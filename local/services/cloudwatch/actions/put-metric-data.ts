import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { invalidCombination, invalidValue } from '../errors.ts';
import { takeIn } from '../intake.ts';
import { dimensionsOf, dimensionText, sampleOfSet } from '../metrics.ts';
import type { ApiDimension, Measurement } from '../metrics.ts';
import { merge, sampleOf } from '../samples.ts';
import type { Sample } from '../samples.ts';

/** A datum as the API takes it. */
export interface ApiDatum {
  readonly MetricName: string;
  readonly Dimensions?: readonly ApiDimension[];
  readonly Timestamp?: Date;
  readonly Value?: number;
  readonly Values?: readonly number[];
  readonly Counts?: readonly number[];
  readonly StatisticValues?: {
    readonly SampleCount: number;
    readonly Sum: number;
    readonly Minimum: number;
    readonly Maximum: number;
  };
  readonly Unit?: string;
  readonly StorageResolution?: number;
}

/** Input of PutMetricData. */
export interface PutMetricDataInput {
  readonly Namespace: string;
  readonly MetricData?: readonly ApiDatum[];
  readonly EntityMetricData?: readonly { readonly MetricData?: readonly ApiDatum[] }[];
  readonly StrictEntityValidation?: boolean;
}

/** Data of one call. Source: API reference. */
const MAX_DATA = 1_000;
const OLDEST_MILLIS = 14 * 86_400_000;
const NEWEST_MILLIS = 2 * 3_600_000;

/** PutMetricData: all of a call, or nothing. */
export const putMetricData = action(
  'PutMetricData',
  ({ Namespace }: PutMetricDataInput) => [
    {
      action: 'cloudwatch:PutMetricData',
      resource: '*',
      context: { 'cloudwatch:namespace': Namespace },
    },
  ],
  ({ Namespace, MetricData = [], EntityMetricData = [] }, { cloud }) => {
    if (Namespace.startsWith('AWS/') || Namespace.startsWith(':'))
      throw invalidValue(`The value ${Namespace} for parameter Namespace is invalid.`);
    const data = [...MetricData, ...EntityMetricData.flatMap((entity) => entity.MetricData ?? [])];
    if (data.length === 0)
      throw new AwsError(
        'MissingRequiredParameterException',
        'The parameter MetricData is required.',
      );
    if (data.length > MAX_DATA)
      throw invalidValue(
        `The collection MetricData must not have a size greater than ${MAX_DATA}.`,
      );
    const now = cloud.world.now();
    const measurements = data.map((datum, index) =>
      measurementOf(datum, { Namespace, now, where: `MetricData.member.${index + 1}` }),
    );
    takeIn(measurements, cloud);
    return {};
  },
);

interface Place {
  readonly Namespace: string;
  readonly now: number;
  /** What errors call the datum. */
  readonly where: string;
}

function measurementOf(datum: ApiDatum, { Namespace, now, where }: Place): Measurement {
  const time = datum.Timestamp?.getTime() ?? now;
  if (time < now - OLDEST_MILLIS)
    throw invalidValue(
      `The parameter ${where}.Timestamp must specify a time within the past two weeks.`,
    );
  if (time > now + NEWEST_MILLIS)
    throw invalidValue(
      `The parameter ${where}.Timestamp must specify a time no more than two hours in the future.`,
    );
  if (datum.StorageResolution !== undefined && ![1, 60].includes(datum.StorageResolution))
    throw invalidValue(
      `The value ${datum.StorageResolution} for parameter ${where}.StorageResolution is invalid.`,
    );
  return {
    namespace: Namespace,
    name: datum.MetricName,
    dimensions: dimensionText(dimensionsOf(datum.Dimensions)),
    unit: datum.Unit ?? 'None',
    time,
    resolution: datum.StorageResolution === 1 ? 1 : 60,
    sample: checkedSample(datum, where),
  };
}

function checkedSample(datum: ApiDatum, where: string): Sample {
  const { Value, Values, Counts, StatisticValues } = datum;
  for (const other of ['Values', 'StatisticValues'] as const)
    if (Value !== undefined && datum[other] !== undefined)
      throw invalidCombination(
        `The parameters ${where}.Value and ${where}.${other} are mutually exclusive and you have specified both.`,
      );
  if (Counts && Counts.length !== (Values ?? []).length)
    throw invalidValue(
      `The parameters ${where}.Values and ${where}.Counts must be of the same size.`,
    );
  if (Value === undefined && !Values && !StatisticValues)
    throw invalidCombination(
      `At least one of the parameters ${where}.Value, ${where}.Values and ${where}.StatisticValues must be specified.`,
    );
  const single = Value === undefined ? (Values ?? []) : [Value];
  for (const value of single)
    if (!Number.isFinite(value) || Math.abs(value) > 2 ** 360)
      throw invalidValue(`The value ${value} for parameter ${where}.Value is invalid.`);
  const values = sampleOf(single.map((value, index) => [value, Counts?.[index] ?? 1] as const));
  if (!StatisticValues) return values;
  const { SampleCount: count, Sum: sum, Minimum: min, Maximum: max } = StatisticValues;
  return merge([values, sampleOfSet({ count, sum, min, max })]);
}
