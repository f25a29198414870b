import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { dimensionsOf } from '../metrics.ts';
import { take } from '../intake.ts';

/** A datum as the API takes it. */
export interface ApiDatum {
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name?: string; readonly Value?: string }[];
  readonly Timestamp?: Date;
  readonly Value?: number;
  readonly Values?: readonly number[];
  readonly Counts?: readonly number[];
  readonly StatisticValues?: { readonly SampleCount: number; readonly Sum: number };
  readonly Unit?: string;
}

/** PutMetricData. Statistic sets count as their mean, repeated. */
export const putMetricData = action(
  'PutMetricData',
  ({ Namespace }: { readonly Namespace: string; readonly MetricData?: readonly ApiDatum[] }) => [
    {
      action: 'cloudwatch:PutMetricData',
      resource: '*',
      context: { 'cloudwatch:namespace': Namespace },
    },
  ],
  ({ Namespace, MetricData = [] }, { cloud }) => {
    for (const datum of MetricData) {
      for (const [value, count] of valuesOf(datum)) {
        if (!Number.isFinite(value))
          throw new AwsError(
            'InvalidParameterValue',
            `The value ${value} for parameter MetricData.member.1.Value is invalid.`,
          );
        take(
          {
            namespace: Namespace,
            name: datum.MetricName,
            dimensions: dimensionsOf(datum.Dimensions),
            value,
            unit: datum.Unit,
          },
          cloud,
          datum.Timestamp?.getTime(),
          count,
        );
      }
    }
    return {};
  },
);

function valuesOf({
  Value,
  Values,
  Counts,
  StatisticValues,
}: ApiDatum): readonly (readonly [number, number])[] {
  if (Values) return Values.map((value, index) => [value, Counts?.[index] ?? 1]);
  if (StatisticValues)
    return [[StatisticValues.Sum / StatisticValues.SampleCount, StatisticValues.SampleCount]];
  return Value === undefined ? [] : [[Value, 1]];
}
