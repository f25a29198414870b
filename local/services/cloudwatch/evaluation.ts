import type { Cloud } from '../../kernel/index.ts';
import { metricOf } from './alarms.ts';
import type { AlarmDefinition, AlarmRow, AlarmState } from './alarms.ts';
import { minutesOf } from './metrics.ts';
import { evaluatePeriods } from './missing-data.ts';
import type { Period, Verdict } from './missing-data.ts';
import { merge, statisticOf } from './statistics.ts';
import { transition } from './transition.ts';

/** Periods that CloudWatch looks at beyond those that count. */
const EXTRA_PERIODS = 2;

/** A value of one period, where there is one. */
export interface PeriodValue {
  /** Epoch milliseconds of the period's beginning. */
  readonly time: number;
  readonly value: number | undefined;
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
  const values = valuesAt(row, now, cloud);
  const verdict = verdictOf(row, values);
  const state: AlarmState = verdict === 'RETAIN' ? row.state : verdict;
  if (state !== row.state) transition(row, state, reasonOf(row, values, state), values, cloud);
  planNext(row, state, now, cloud);
}

/** The values of the evaluation range that ends with the period in which `at` lies. */
export function valuesAt(row: AlarmRow, at: number, cloud: Cloud): readonly PeriodValue[] {
  const definition = JSON.parse(row.definition) as AlarmDefinition;
  const period = (definition.Period ?? 60) * 1000;
  const statistic = statisticOf(definition.ExtendedStatistic ?? definition.Statistic ?? 'Average');
  const count = definition.EvaluationPeriods + EXTRA_PERIODS;
  const last = Math.floor(at / period) * period;
  const first = last - (count - 1) * period;
  const minutes = minutesOf(metricOf(row), first, last + period, cloud);
  const all = Array.from({ length: count }, (_, index) => {
    const time = first + index * period;
    const sample = merge(
      minutes
        .filter((minute) => minute.time >= time && minute.time < time + period)
        .map(({ values }) => values),
    );
    return { time, value: sample.size > 0 ? statistic(sample) : undefined };
  });
  // A period that has only begun says nothing by being empty.
  return all.at(-1)?.value === undefined ? all.slice(0, -1) : all.slice(1);
}

function verdictOf(row: AlarmRow, values: readonly PeriodValue[]): Verdict {
  const definition = JSON.parse(row.definition) as AlarmDefinition;
  const breaches = COMPARISONS[definition.ComparisonOperator]!;
  const periods = values.map(({ value }): Period => {
    if (value === undefined) return 'missing';
    return breaches(value, definition.Threshold ?? 0) ? 'breaching' : 'ok';
  });
  return evaluatePeriods({
    periods,
    evaluationPeriods: definition.EvaluationPeriods,
    datapointsToAlarm: definition.DatapointsToAlarm ?? definition.EvaluationPeriods,
    treatMissingData: definition.TreatMissingData ?? 'missing',
  });
}

/** Looks ahead, period by period, until every datum of today has left the range. */
function planNext(row: AlarmRow, state: AlarmState, now: number, cloud: Cloud): void {
  const definition = JSON.parse(row.definition) as AlarmDefinition;
  const period = (definition.Period ?? 60) * 1000;
  for (let step = 1; step <= definition.EvaluationPeriods + EXTRA_PERIODS + 1; step++) {
    const at = (Math.floor(now / period) + step) * period;
    const verdict = verdictOf(row, valuesAt(row, at, cloud));
    if (verdict === 'RETAIN' || verdict === state) continue;
    cloud.timers.set('cloudwatch.evaluate', row.name, at, { name: row.name });
    return;
  }
  cloud.timers.cancel('cloudwatch.evaluate', row.name);
}

/** AWS's words for a transition. */
function reasonOf(row: AlarmRow, values: readonly PeriodValue[], state: AlarmState): string {
  const definition = JSON.parse(row.definition) as AlarmDefinition;
  const known = values
    .filter(({ value }) => value !== undefined)
    .slice(-definition.EvaluationPeriods);
  if (state === 'INSUFFICIENT_DATA')
    return `Insufficient Data: ${definition.EvaluationPeriods} datapoints were unknown.`;
  if (known.length === 0)
    return `no datapoints were received for ${definition.EvaluationPeriods} periods and ${definition.EvaluationPeriods} missing datapoints were treated as [${state === 'ALARM' ? 'Breaching' : 'NonBreaching'}].`;
  const shown = known
    .map(
      ({ value, time }) =>
        `${value} (${new Date(time).toISOString().slice(0, 16).replace('T', ' ')})`,
    )
    .join(', ');
  const words = COMPARISON_WORDS[definition.ComparisonOperator] ?? definition.ComparisonOperator;
  const outcome = state === 'ALARM' ? `${words} the threshold` : `not ${words} the threshold`;
  return `Threshold Crossed: ${known.length} out of the last ${definition.EvaluationPeriods} datapoints [${shown}] was ${outcome} (${definition.Threshold}).`;
}

const COMPARISON_WORDS: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};
