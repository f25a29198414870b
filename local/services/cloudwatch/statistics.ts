import { AwsError } from '../../errors.ts';

/** Counts by value. */
export type Sample = ReadonlyMap<number, number>;

type Statistic = (sample: Sample) => number;

const total = (sample: Sample) => [...sample.values()].reduce((sum, count) => sum + count, 0);
const sum = (sample: Sample) =>
  [...sample].reduce((result, [value, count]) => result + value * count, 0);

/** Statistics by name. Source: CloudWatch user guide, statistics definitions. */
const STATISTICS: Readonly<Record<string, Statistic>> = {
  SampleCount: total,
  Sum: sum,
  Average: (sample) => sum(sample) / total(sample),
  Minimum: (sample) => Math.min(...sample.keys()),
  Maximum: (sample) => Math.max(...sample.keys()),
};

/**
 * The statistic of that name; `p99`, `p99.9` and the like are percentiles. Throws
 * InvalidParameterValue for others.
 */
export function statisticOf(name: string): Statistic {
  const known = STATISTICS[name];
  if (known) return known;
  const percent = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(name)?.[1];
  if (percent === undefined)
    throw new AwsError(
      'InvalidParameterValue',
      `The local cloud offers the statistics ${Object.keys(STATISTICS).join(', ')} and p0 to p100, got ${name}`,
    );
  return (sample) => percentile(sample, Number(percent));
}

/** Adds samples up. */
export function merge(samples: readonly Sample[]): Sample {
  const merged = new Map<number, number>();
  for (const sample of samples)
    for (const [value, count] of sample) merged.set(value, (merged.get(value) ?? 0) + count);
  return merged;
}

/** The smallest value below or at which that share of the sample lies. */
function percentile(sample: Sample, percent: number): number {
  const sorted = [...sample].sort(([a], [b]) => a - b);
  const wanted = (percent / 100) * total(sample);
  let seen = 0;
  for (const [value, count] of sorted) {
    seen += count;
    if (seen >= wanted) return value;
  }
  return sorted.at(-1)?.[0] ?? NaN;
}
