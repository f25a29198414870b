import type { Cloud } from '../../kernel/index.ts';
import { pointsOf } from './metrics.ts';
import type { MetricName, Point } from './metrics.ts';
import { countOf, merge } from './samples.ts';
import type { Sample } from './samples.ts';

/** What was measured in one period. */
export interface Bucket {
  /** Epoch milliseconds of its beginning. */
  readonly time: number;
  readonly sample: Sample;
  readonly unit: string;
}

/** The stretch of time and the steps in which a metric is read. */
export interface Reading {
  readonly from: number;
  readonly to: number;
  /** Seconds. */
  readonly period: number;
  /** @default - all units */
  readonly unit?: string;
}

/** The periods of a metric that have data, in order; units together. */
export function bucketsOf(metric: MetricName, reading: Reading, cloud: Cloud): readonly Bucket[] {
  const step = reading.period * 1000;
  // The start is rounded down to a period; the end does not belong to the range.
  const from = Math.floor(reading.from / step) * step;
  const groups = new Map<number, Point[]>();
  for (const point of pointsOf(metric, { ...reading, from }, cloud)) {
    const time = Math.floor(point.time / step) * step;
    const group = groups.get(time);
    if (group) group.push(point);
    else groups.set(time, [point]);
  }
  return [...groups]
    .map(([time, points]) => ({
      time,
      unit: points[0]!.unit,
      sample: merge(points.map(({ sample }) => sample)),
    }))
    .filter(({ sample }) => countOf(sample) > 0);
}
