import { gridOf, number, withPoints } from './values.ts';
import type { Series, TimeRange, Value } from './values.ts';

/** What a function of metric math knows. */
export interface MathContext {
  readonly range: TimeRange;
  /** The series of all metrics that were asked for. */
  readonly metrics: readonly Series[];
}

/** An expression whose values do not fit. */
export class MathError extends Error {
  public override readonly name = 'MathError';
}

type MathFunction = (args: readonly Value[], context: MathContext) => Value;

const avg = (values: readonly number[]) => sum(values) / values.length;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const AGGREGATES: Readonly<Record<string, (values: readonly number[]) => number>> = {
  AVG: avg,
  SUM: sum,
  MIN: (values) => Math.min(...values),
  MAX: (values) => Math.max(...values),
  STDDEV: (values) => Math.sqrt(avg(values.map((value) => (value - avg(values)) ** 2))),
};

const PER_POINT: Readonly<Record<string, (value: number) => number>> = {
  ABS: Math.abs,
  CEIL: Math.ceil,
  FLOOR: Math.floor,
  LOG: Math.log,
  LOG10: Math.log10,
};

const BY_TIME: Readonly<Record<string, (date: Date) => number>> = {
  MINUTE: (date) => date.getUTCMinutes(),
  HOUR: (date) => date.getUTCHours(),
  // 1 is Monday.
  DAY: (date) => ((date.getUTCDay() + 6) % 7) + 1,
  DATE: (date) => date.getUTCDate(),
  MONTH: (date) => date.getUTCMonth() + 1,
  YEAR: (date) => date.getUTCFullYear(),
  EPOCH: (date) => date.getTime() / 1000,
};

/** Functions by name. Source: CloudWatch user guide, using metric math. */
export const FUNCTIONS: Readonly<Record<string, MathFunction>> = {
  ...mapped(AGGREGATES, (compute) => (args) => aggregate(args, compute)),
  ...mapped(
    PER_POINT,
    (compute) =>
      ([arg]) =>
        overPoints(arg, (_time, value) => compute(value)),
  ),
  ...mapped(
    BY_TIME,
    (compute) =>
      ([arg]) =>
        overPoints(arg, (time) => compute(new Date(time))),
  ),
  DATAPOINT_COUNT: ([arg]) =>
    arg?.kind === 'list'
      ? aggregate([arg], (all) => all.length)
      : number(oneSeries(arg).points.size),
  PERIOD: ([arg]) => number(oneSeries(arg).period),
  METRIC_COUNT: ([arg]) => number(listOf(arg).length),
  METRICS: ([filter], { metrics }) => ({
    kind: 'list',
    series: filter ? metrics.filter(({ id }) => id.includes(textOf(filter))) : metrics,
  }),
  DIFF: ([arg]) => pairwise(arg, (value, before) => value - before),
  DIFF_TIME: ([arg]) => pairwise(arg, (_value, _before, seconds) => seconds),
  RATE: ([arg]) => pairwise(arg, (value, before, seconds) => (value - before) / seconds),
  RUNNING_SUM: ([arg]) => {
    let total = 0;
    return overPoints(oneSeries(arg), (_time, value) => (total += value));
  },
  FILL: ([arg, filler], { range }) => eachSeries(arg, (series) => fill(series, filler, range)),
  TIME_SERIES: ([arg], { range, metrics }) =>
    arg?.kind === 'series' ? arg : constant(numberOf(arg), range, metrics),
  REMOVE_EMPTY: ([arg]) => ({
    kind: 'list',
    series: listOf(arg).filter(({ points }) => points.size > 0),
  }),
  FIRST: ([arg]) => endOf(arg, 'first'),
  LAST: ([arg]) => endOf(arg, 'last'),
  SLICE: ([arg, from, to]) => sliced(listOf(arg).slice(numberOf(from), to && numberOf(to)), to),
  SORT: ([arg, by, order, limit]) => sorted(listOf(arg), { by, order, limit }),
};

/** Applies a two-handed operation: to numbers, to points of one time, to each series of a list. */
export function combine(
  left: Value,
  right: Value,
  compute: (left: number, right: number) => number,
): Value {
  if (left.kind === 'list')
    return eachSeries(left, (series) => asSeries(combine(series, right, compute)));
  if (right.kind === 'list')
    return eachSeries(right, (series) => asSeries(combine(left, series, compute)));
  if (left.kind === 'series' && right.kind === 'series')
    return withPoints(
      left,
      [...left.points].map(([time, value]) => {
        const other = right.points.get(time);
        return [time, other === undefined ? undefined : compute(value, other)] as const;
      }),
    );
  if (left.kind === 'series')
    return overPoints(left, (_time, value) => compute(value, numberOf(right)));
  if (right.kind === 'series')
    return overPoints(right, (_time, value) => compute(numberOf(left), value));
  return number(compute(numberOf(left), numberOf(right)));
}

/** IF(condition, then, else): by point where one of them is a series. */
export function choose(condition: Value, yes: Value, no: Value | undefined): Value {
  if (condition.kind === 'number') {
    const chosen = condition.number !== 0 ? yes : no;
    if (chosen) return chosen;
    throw new MathError('IF needs a value for a condition that is false');
  }
  const series = oneSeries(condition);
  const at = (value: Value | undefined, time: number) =>
    value?.kind === 'series' ? value.points.get(time) : value && numberOf(value);
  return withPoints(
    yes.kind === 'series' ? yes : series,
    [...series.points].map(([time, value]) => [time, at(value !== 0 ? yes : no, time)] as const),
  );
}

/** A series of the same value at all times. */
export function constant(value: number, range: TimeRange, metrics: readonly Series[]): Series {
  const period = Math.max(...metrics.map((series) => series.period), 0) || 60;
  const points = new Map(gridOf(range, period).map((time) => [time, value]));
  return { kind: 'series', id: '', label: '', period, points };
}

/** The one series that a function needs. */
function oneSeries(value: Value | undefined): Series {
  if (value?.kind === 'series') return value;
  if (value?.kind === 'list' && value.series.length === 1) return value.series[0]!;
  throw new MathError('a time series is needed here');
}

function mapped<From>(
  table: Readonly<Record<string, From>>,
  make: (from: From) => MathFunction,
): Record<string, MathFunction> {
  return Object.fromEntries(Object.entries(table).map(([name, from]) => [name, make(from)]));
}

function aggregate(args: readonly Value[], compute: (values: readonly number[]) => number): Value {
  const [arg] = args;
  if (args.length === 1 && arg?.kind === 'series') return number(compute([...arg.points.values()]));
  if (args.length === 1 && arg?.kind === 'list') {
    const times = new Set(arg.series.flatMap(({ points }) => [...points.keys()]));
    const [first] = arg.series;
    if (!first) return { kind: 'list', series: [] };
    const points = [...times]
      .sort((a, b) => a - b)
      .map((time) => {
        const values = arg.series.flatMap((series) => series.points.get(time) ?? []);
        return [time, compute(values)] as const;
      });
    return withPoints(first, points);
  }
  return number(compute(args.map(numberOf)));
}

function overPoints(
  value: Value | undefined,
  compute: (time: number, value: number) => number,
): Value {
  if (value?.kind === 'number') return number(compute(0, value.number));
  return eachSeries(value, (series) =>
    withPoints(
      series,
      [...series.points].map(([time, each]) => [time, compute(time, each)] as const),
    ),
  );
}

function eachSeries(value: Value | undefined, change: (series: Series) => Series): Value {
  if (value?.kind === 'list') return { kind: 'list', series: value.series.map(change) };
  return change(oneSeries(value));
}

function pairwise(
  value: Value | undefined,
  compute: (value: number, before: number, seconds: number) => number,
): Value {
  return eachSeries(value, (series) => {
    const points = [...series.points];
    return withPoints(
      series,
      points.slice(1).map(([time, each], index) => {
        const [earlier, before] = points[index]!;
        return [time, compute(each, before, (time - earlier) / 1000)] as const;
      }),
    );
  });
}

function fill(series: Series, filler: Value | undefined, range: TimeRange): Series {
  const grid = gridOf(range, series.period);
  if (filler?.kind === 'text' && filler.text === 'LINEAR')
    return withPoints(
      series,
      grid.map((time) => [time, interpolated(series, time)] as const),
    );
  if (filler?.kind === 'text' && filler.text === 'REPEAT') {
    let last: number | undefined;
    return withPoints(
      series,
      grid.map((time) => [time, (last = series.points.get(time) ?? last)] as const),
    );
  }
  const other = filler?.kind === 'series' ? filler : undefined;
  return withPoints(
    series,
    grid.map(
      (time) =>
        [
          time,
          series.points.get(time) ?? (other ? other.points.get(time) : numberOf(filler)),
        ] as const,
    ),
  );
}

function interpolated({ points }: Series, time: number): number | undefined {
  const known = points.get(time);
  if (known !== undefined) return known;
  const times = [...points.keys()];
  const before = times.findLast((each) => each < time);
  const after = times.find((each) => each > time);
  if (before === undefined || after === undefined) return undefined;
  const share = (time - before) / (after - before);
  return points.get(before)! * (1 - share) + points.get(after)! * share;
}

function endOf(value: Value | undefined, end: 'first' | 'last'): Value {
  const index = end === 'first' ? 0 : -1;
  if (value?.kind === 'list') return value.series.at(index) ?? { kind: 'list', series: [] };
  const found = [...oneSeries(value).points.values()].at(index);
  return number(found ?? NaN);
}

function sliced(series: readonly Series[], to: Value | undefined): Value {
  return to === undefined && series.length === 1 ? series[0]! : { kind: 'list', series };
}

function sorted(
  all: readonly Series[],
  options: { readonly by?: Value; readonly order?: Value; readonly limit?: Value },
): Value {
  const compute = AGGREGATES[textOf(options.by)];
  if (!compute) throw new MathError('SORT needs AVG, MIN, MAX or SUM');
  const sign = textOf(options.order) === 'DESC' ? -1 : 1;
  const key = ({ points }: Series) => compute([...points.values()]);
  const ordered = [...all].sort((a, b) => sign * (key(a) - key(b)));
  return { kind: 'list', series: ordered.slice(0, options.limit && numberOf(options.limit)) };
}

function listOf(value: Value | undefined): readonly Series[] {
  return value?.kind === 'list' ? value.series : [oneSeries(value)];
}

function asSeries(value: Value): Series {
  return oneSeries(value);
}

function numberOf(value: Value | undefined): number {
  if (value?.kind === 'number') return value.number;
  throw new MathError('a number is needed here');
}

function textOf(value: Value | undefined): string {
  if (value?.kind === 'text') return value.text;
  throw new MathError('a text is needed here');
}
