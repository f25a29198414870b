/** A time series: values by epoch milliseconds, in order of time. */
export interface Series {
  readonly kind: 'series';
  readonly id: string;
  readonly label: string;
  /** Seconds from one point to the next. */
  readonly period: number;
  readonly points: ReadonlyMap<number, number>;
}

/** What an expression may come to. */
export type Value =
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'text'; readonly text: string }
  | Series
  | { readonly kind: 'list'; readonly series: readonly Series[] };

/** The stretch of time that is asked for, epoch milliseconds. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** A number as a value. */
export function number(value: number): Value {
  return { kind: 'number', number: value };
}

/** The same series with other points; those that are no numbers are left out. */
export function withPoints(
  series: Series,
  points: Iterable<readonly [number, number | undefined]>,
): Series {
  const kept = new Map<number, number>();
  for (const [time, value] of points)
    if (value !== undefined && Number.isFinite(value)) kept.set(time, value);
  return { ...series, points: kept };
}

/** The moments at which a series could have points. */
export function gridOf({ from, to }: TimeRange, period: number): readonly number[] {
  const step = period * 1000;
  const first = Math.floor(from / step) * step;
  return Array.from(
    { length: Math.max(0, Math.ceil((to - first) / step)) },
    (_, index) => first + index * step,
  );
}
