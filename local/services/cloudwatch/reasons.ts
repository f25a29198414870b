import type { AlarmDefinition, AlarmState } from './alarms.ts';
import type { PeriodValue } from './evaluation.ts';

/** What a transition is explained by. */
export interface Seen {
  readonly definition: AlarmDefinition;
  readonly values: readonly PeriodValue[];
  readonly state: AlarmState;
  readonly now: number;
}

/** AWS's words for a transition. */
export function reasonOf({ definition, values, state }: Seen): string {
  const { EvaluationPeriods: n, DatapointsToAlarm } = definition;
  const known = knownOf(values).slice(-n);
  const missing = n - known.length;
  if (state === 'INSUFFICIENT_DATA')
    return `Insufficient Data: ${counted(n, 'datapoint')} ${were(n)} unknown.`;
  const treated = `${counted(missing, 'missing datapoint')} ${were(missing)} treated as [${TREATED[definition.TreatMissingData ?? 'missing']}]`;
  if (known.length === 0)
    return `Threshold Crossed: no datapoints were received for ${counted(n, 'period')} and ${treated}.`;
  const shown = known
    .map(({ value, time }) => `${double(value!)} (${dayAndTime(time)})`)
    .join(', ');
  const words = WORDS[definition.ComparisonOperator] ?? definition.ComparisonOperator;
  const of = DatapointsToAlarm
    ? `${known.length} out of the last ${n} datapoints`
    : counted(known.length, 'datapoint');
  const filled = ['breaching', 'notBreaching'].includes(definition.TreatMissingData ?? '');
  const gaps = missing > 0 && filled ? ` and ${treated}` : '';
  const change = state === 'ALARM' ? 'OK -> ALARM' : 'ALARM -> OK';
  const needed = state === 'ALARM' ? DatapointsToAlarm : n - (DatapointsToAlarm ?? n) + 1;
  const least = DatapointsToAlarm
    ? ` (minimum ${counted(needed ?? 1, 'datapoint')} for ${change} transition)`
    : '';
  const limit = known.at(-1)?.threshold ?? definition.Threshold ?? 0;
  return `Threshold Crossed: ${of} [${shown}] ${were(known.length)} ${state === 'ALARM' ? '' : 'not '}${words} the threshold (${double(limit)})${least}${gaps}.`;
}

/** The data beside the words, JSON. */
export function reasonDataOf({ definition, values, now }: Seen): string {
  const { EvaluationPeriods: n, Metrics } = definition;
  const known = knownOf(values);
  const range = values.slice(-n);
  const evaluated = known.length > 0 ? known.slice(-n) : range;
  return JSON.stringify({
    version: '1.0',
    queryDate: stamp(now),
    ...(known.length > 0 ? { startDate: stamp(known.slice(-n)[0]!.time) } : {}),
    ...(Metrics?.length
      ? {}
      : {
          unit: definition.Unit,
          statistic: definition.ExtendedStatistic ?? definition.Statistic,
        }),
    period: definition.Period,
    recentDatapoints: known.slice(-n).map(({ value }) => value),
    threshold: definition.Threshold,
    evaluatedDatapoints: [...evaluated].reverse().map(({ time, value, count }) => ({
      timestamp: stamp(time),
      ...(value === undefined ? {} : { sampleCount: count, value }),
    })),
  });
}

/** A moment as CloudWatch writes it: with milliseconds and `+0000`. */
export function stamp(time: number): string {
  return new Date(time).toISOString().replace('Z', '+0000');
}

function knownOf(values: readonly PeriodValue[]): readonly PeriodValue[] {
  return values.filter(({ value }) => value !== undefined);
}

const TREATED: Readonly<Record<string, string>> = {
  breaching: 'Breaching',
  notBreaching: 'NonBreaching',
  missing: 'Missing',
  ignore: 'Ignore',
};

const WORDS: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function were(count: number): string {
  return count === 1 ? 'was' : 'were';
}

/** A number as Java writes it: `21.0`, `1.0E7`. */
function double(value: number): string {
  const size = Math.abs(value);
  if (value !== 0 && (size >= 1e7 || size < 1e-3)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `31/12/26 23:59:00` */
function dayAndTime(time: number): string {
  const [, year = '', month = '', day = '', clock = ''] =
    /^\d\d(\d\d)-(\d\d)-(\d\d)T([\d:]{8})/.exec(new Date(time).toISOString()) ?? [];
  return `${day}/${month}/${year} ${clock}`;
}
