import type { Cloud, MetricDatum } from '../../kernel/index.ts';

/** What names a metric. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  /** Sorted by name, as JSON text: one metric, one text. */
  readonly dimensions: string;
}

/** Values of one minute: how often each was seen. */
export interface Minute {
  /** Epoch milliseconds of its beginning. */
  readonly time: number;
  /** Counts by value. */
  readonly values: ReadonlyMap<number, number>;
  readonly unit: string;
}

const MINUTE = 60_000;

/** The text of dimensions. */
export function dimensionText(dimensions: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The dimensions of the API, by name. */
export function dimensionsOf(
  list: readonly { readonly Name?: string; readonly Value?: string }[] | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries((list ?? []).map(({ Name = '', Value = '' }) => [Name, Value]));
}

/** Dimensions as the API shows them. */
export function asDimensions(text: string): { Name: string; Value: string }[] {
  return (JSON.parse(text) as [string, string][]).map(([Name, Value]) => ({ Name, Value }));
}

/** Adds a value to its minute. */
export function record(datum: MetricDatum, time: number, count: number, cloud: Cloud): void {
  const dimensions = dimensionText(datum.dimensions);
  const minute = Math.floor(time / MINUTE) * MINUTE;
  const old = cloud.db.get<{ vals: string }>(
    'SELECT vals FROM cloudwatch_metrics WHERE namespace = ? AND name = ? AND dimensions = ? AND time = ?',
    datum.namespace,
    datum.name,
    dimensions,
    minute,
  );
  const values = old ? (JSON.parse(old.vals) as Record<string, number>) : {};
  values[datum.value] = (values[datum.value] ?? 0) + count;
  cloud.db.run(
    'INSERT OR REPLACE INTO cloudwatch_metrics VALUES (?, ?, ?, ?, ?, ?)',
    datum.namespace,
    datum.name,
    dimensions,
    minute,
    JSON.stringify(values),
    datum.unit ?? 'None',
  );
}

/** The minutes of a metric in [from, to): published ones, and those that its service can tell. */
export function minutesOf(
  metric: MetricName,
  from: number,
  to: number,
  cloud: Cloud,
): readonly Minute[] {
  const published = publishedMinutes(metric, from, to, cloud);
  const dimensions = Object.fromEntries(JSON.parse(metric.dimensions) as [string, string][]);
  const known = new Set(published.map(({ time }) => time));
  const told = cloud.telemetry
    .gauge({ ...metric, dimensions }, from, to)
    .filter(({ time }) => !known.has(time))
    .map(({ time, value, unit }) => ({ time, unit, values: new Map([[value, 1]]) }));
  if (told.length === 0) return published;
  return [...published, ...told].sort((a, b) => a.time - b.time);
}

function publishedMinutes(
  metric: MetricName,
  from: number,
  to: number,
  cloud: Cloud,
): readonly Minute[] {
  return cloud.db
    .all<{ time: number; vals: string; unit: string }>(
      'SELECT time, vals, unit FROM cloudwatch_metrics WHERE namespace = ? AND name = ? AND dimensions = ? AND time >= ? AND time < ? ORDER BY time',
      metric.namespace,
      metric.name,
      metric.dimensions,
      from,
      to,
    )
    .map(({ time, vals, unit }) => ({
      time,
      unit,
      values: new Map(
        Object.entries(JSON.parse(vals) as Record<string, number>).map(([value, count]) => [
          Number(value),
          count,
        ]),
      ),
    }));
}
