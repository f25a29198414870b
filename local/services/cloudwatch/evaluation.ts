import type { Cloud } from '../../kernel/index.ts';
import { definitionOf } from './alarms.ts';
import type { AlarmDefinition, AlarmRow, AlarmState } from './alarms.ts';
import { metricName } from './metrics.ts';
import { evaluatePeriods } from './missing-data.ts';
import type { Period, Verdict } from './missing-data.ts';
import { QueryRun } from './queries.ts';
import { reasonDataOf, reasonOf } from './reasons.ts';
import { countOf } from './samples.ts';
import { bucketsOf } from './series.ts';
import { statisticOf } from './statistics.ts';
import { transition } from './transition.ts';

/** Periods that CloudWatch looks at beyond those that count. */
const EXTRA_PERIODS = 2;
const MINUTE = 60_000;

/** A value of one period, where there is one. */
export interface PeriodValue {
  /** Epoch milliseconds of the period's beginning. */
  readonly time: number;
  readonly value: number | undefined;
  /** Values that it was made of, where it is of one metric. */
  readonly count?: number;
  /** What it is compared with, where that is itself a series. */
  readonly threshold?: number;
}

const COMPARISONS: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/**
 * Evaluates an alarm now, and sets a timer for the next moment at which time alone would change its
 * state: a quiet alarm costs nothing.
 */
export function evaluateAlarm(row: AlarmRow, cloud: Cloud): void {
  const now = cloud.world.now();
  const definition = definitionOf(row);
  const values = valuesAt(definition, now, cloud);
  const verdict = verdictOf(definition, values);
  const state: AlarmState = verdict === 'RETAIN' ? row.state : verdict;
  if (state !== row.state) {
    const seen = { definition, values, state, now };
    transition(row, { state, reason: reasonOf(seen), reasonData: reasonDataOf(seen) }, cloud);
  }
  planNext(row.name, definition, state, cloud);
}

/** Seconds of the periods of an alarm. */
function periodOf({ Period, Metrics = [] }: AlarmDefinition): number {
  const periods = Metrics.flatMap((query) => [query.MetricStat?.Period, query.Period]);
  return Period ?? Math.max(60, ...periods.flatMap((period) => period ?? []));
}

/**
 * The values of the evaluation range that ends with the period in which `at` lies. Short periods
 * reach back a minute, which is how finely most metrics are kept.
 */
function valuesAt(definition: AlarmDefinition, at: number, cloud: Cloud): readonly PeriodValue[] {
  const period = periodOf(definition) * 1000;
  const count = definition.EvaluationPeriods + Math.max(EXTRA_PERIODS, Math.ceil(MINUTE / period));
  const last = Math.floor(at / period) * period;
  const range = { from: last - (count - 1) * period, to: last + period };
  const known = definition.Metrics?.length
    ? mathValues(definition, range, cloud)
    : metricValues(definition, range, cloud);
  const all = Array.from({ length: count }, (_, index): PeriodValue => {
    const time = range.from + index * period;
    return known.get(time) ?? { time, value: undefined };
  });
  // A period that has only begun says nothing by being empty.
  return all.at(-1)?.value === undefined ? all.slice(0, -1) : all.slice(1);
}

type Range = { readonly from: number; readonly to: number };

function metricValues(
  definition: AlarmDefinition,
  range: Range,
  cloud: Cloud,
): ReadonlyMap<number, PeriodValue> {
  const { ExtendedStatistic, Statistic, Unit: unit } = definition;
  const statistic = statisticOf(ExtendedStatistic ?? Statistic ?? 'Average');
  const reading = { ...range, period: periodOf(definition), unit };
  return new Map(
    bucketsOf(metricName(definition), reading, cloud).map(({ time, sample }) => [
      time,
      { time, value: statistic(sample), count: countOf(sample) },
    ]),
  );
}

function mathValues(
  { Metrics = [], ThresholdMetricId }: AlarmDefinition,
  range: Range,
  cloud: Cloud,
): ReadonlyMap<number, PeriodValue> {
  const run = new QueryRun(Metrics, range, cloud);
  const watched = Metrics.find(
    ({ Id, ReturnData }) => ReturnData !== false && Id !== ThresholdMetricId,
  );
  const bounds = Metrics.find(({ Id }) => Id === ThresholdMetricId);
  const thresholds = bounds && run.seriesOf(bounds)[0]?.points;
  const points = watched ? (run.seriesOf(watched)[0]?.points ?? new Map<number, number>()) : [];
  return new Map(
    [...points].map(([time, value]) => [time, { time, value, threshold: thresholds?.get(time) }]),
  );
}

function verdictOf(definition: AlarmDefinition, values: readonly PeriodValue[]): Verdict {
  const breaches = COMPARISONS[definition.ComparisonOperator]!;
  const periods = values.map(({ value, threshold }): Period => {
    if (value === undefined) return 'missing';
    return breaches(value, threshold ?? definition.Threshold ?? 0) ? 'breaching' : 'ok';
  });
  return evaluatePeriods({
    periods,
    evaluationPeriods: definition.EvaluationPeriods,
    datapointsToAlarm: definition.DatapointsToAlarm ?? definition.EvaluationPeriods,
    treatMissingData: definition.TreatMissingData ?? 'missing',
  });
}

/** Looks ahead, period by period, until every datum of today has left the range. */
function planNext(
  name: string,
  definition: AlarmDefinition,
  state: AlarmState,
  cloud: Cloud,
): void {
  const period = periodOf(definition) * 1000;
  const now = cloud.world.now();
  const extra = Math.max(EXTRA_PERIODS, Math.ceil(MINUTE / period));
  for (let step = 1; step <= definition.EvaluationPeriods + extra + 1; step++) {
    const at = (Math.floor(now / period) + step) * period;
    const verdict = verdictOf(definition, valuesAt(definition, at, cloud));
    if (verdict === 'RETAIN' || verdict === state) continue;
    cloud.timers.set('cloudwatch.evaluate', name, at, { name });
    return;
  }
  cloud.timers.cancel('cloudwatch.evaluate', name);
}
