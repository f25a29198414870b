import type { Cloud } from '../../kernel/index.ts';
import { mergeSets, sampleOf } from './samples.ts';
import type { Sample, StatisticSet } from './samples.ts';

/** What names a metric. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  /** Sorted by name, as JSON text: one metric, one text. */
  readonly dimensions: string;
}

/** What the API calls a metric. */
export interface ApiMetric {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly ApiDimension[];
}

/** A dimension as the API has it. */
export interface ApiDimension {
  readonly Name?: string;
  readonly Value?: string;
}

/** What was measured in one minute, or in one second of a metric of high resolution. */
export interface Point {
  /** Epoch milliseconds of its beginning. */
  readonly time: number;
  readonly sample: Sample;
  readonly unit: string;
}

/** Values to be added to a metric. */
export interface Measurement extends MetricName {
  readonly unit: string;
  readonly time: number;
  /** One second for metrics of high resolution, else a minute. */
  readonly resolution: 1 | 60;
  readonly sample: Sample;
}

/** How long ListMetrics remembers a metric that gets no data. Source: API reference. */
export const LISTED_MILLIS = 14 * 86_400_000;

/** The text of dimensions. */
export function dimensionText(dimensions: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The dimensions of the API, by name. */
export function dimensionsOf(
  list: readonly ApiDimension[] | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries((list ?? []).map(({ Name = '', Value = '' }) => [Name, Value]));
}

/** Dimensions as the API shows them. */
export function asDimensions(text: string): { Name: string; Value: string }[] {
  return (JSON.parse(text) as [string, string][]).map(([Name, Value]) => ({ Name, Value }));
}

/** The name of a metric of the API. */
export function metricName({ Namespace = '', MetricName: name = '', Dimensions }: ApiMetric) {
  return { namespace: Namespace, name, dimensions: dimensionText(dimensionsOf(Dimensions)) };
}

/** A value of a minute or second; null where only a set is known. */
interface ValueRow {
  readonly time: number;
  readonly unit: string;
  readonly stats: string | null;
  readonly value: number | null;
  readonly count: number | null;
}

/** Adds values to their minute or second. What it costs does not grow with what is there. */
export function record(measurement: Measurement, cloud: Cloud): void {
  const { namespace, name, dimensions, unit, resolution, sample } = measurement;
  const bucket = resolution * 1000;
  const time = Math.floor(measurement.time / bucket) * bucket;
  const key = [namespace, name, dimensions, time, unit] as const;
  cloud.db.run('INSERT OR IGNORE INTO cloudwatch_metrics VALUES (?, ?, ?, ?, ?, NULL)', ...key);
  for (const [value, count] of sample.values) {
    cloud.db.run(
      `INSERT INTO cloudwatch_values VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET count = count + excluded.count`,
      ...key,
      value,
      count,
    );
  }
  if (sample.set) recordSet(key, sample.set, cloud);
}

function recordSet(key: readonly (string | number)[], set: StatisticSet, cloud: Cloud): void {
  const where = 'WHERE namespace = ? AND name = ? AND dimensions = ? AND time = ? AND unit = ?';
  const old = cloud.db.get<{ stats: string | null }>(
    `SELECT stats FROM cloudwatch_metrics ${where}`,
    ...key,
  )?.stats;
  const all = old ? mergeSets(JSON.parse(old) as StatisticSet, set) : set;
  cloud.db.run(`UPDATE cloudwatch_metrics SET stats = ? ${where}`, JSON.stringify(all), ...key);
}

/**
 * What was measured in [from, to): published values, and those that the metric's service can tell.
 * Without a unit, all units.
 */
export function pointsOf(
  metric: MetricName,
  { from, to, unit }: { readonly from: number; readonly to: number; readonly unit?: string },
  cloud: Cloud,
): readonly Point[] {
  const published = publishedPoints(metric, from, to, cloud);
  const dimensions = Object.fromEntries(JSON.parse(metric.dimensions) as [string, string][]);
  const known = new Set(published.map(({ time }) => time));
  const told = cloud.telemetry
    .gauge({ ...metric, dimensions }, from, to)
    .filter(({ time }) => !known.has(time))
    .map(({ time, value, unit: own }) => ({ time, unit: own, sample: sampleOf([[value, 1]]) }));
  const all =
    told.length === 0 ? published : [...published, ...told].sort((a, b) => a.time - b.time);
  return unit === undefined ? all : all.filter((point) => point.unit === unit);
}

function publishedPoints(
  metric: MetricName,
  from: number,
  to: number,
  cloud: Cloud,
): readonly Point[] {
  const rows = cloud.db.all<ValueRow>(
    `SELECT time, unit, stats, value, count FROM cloudwatch_metrics
     LEFT JOIN cloudwatch_values USING (namespace, name, dimensions, time, unit)
     WHERE namespace = ? AND name = ? AND dimensions = ? AND time >= ? AND time < ?
     ORDER BY time, unit`,
    metric.namespace,
    metric.name,
    metric.dimensions,
    from,
    to,
  );
  const points: (Point & { readonly sample: { readonly values: Map<number, number> } })[] = [];
  for (const { time, unit, stats, value, count } of rows) {
    let point = points.at(-1);
    if (point?.time !== time || point.unit !== unit) {
      const set = stats === null ? undefined : (JSON.parse(stats) as StatisticSet);
      point = { time, unit, sample: { values: new Map(), set } };
      points.push(point);
    }
    if (value !== null) point.sample.values.set(value, count!);
  }
  return points;
}

/** A sample out of a set: where all values are equal they are known. */
export function sampleOfSet(set: StatisticSet): Sample {
  if (set.count === 1 || set.min === set.max) return sampleOf([[set.min, set.count]]);
  return { values: new Map(), set };
}
