import { sampleStatistic, walk } from './samples.ts';
import type { Sample } from './samples.ts';

/**
 * Kolmogorov-Smirnov statistic: the largest distance of the two empirical distribution functions. In [0,
 * 1].
 */
export const kolmogorovSmirnov = sampleStatistic('ks', 'Kolmogorov-Smirnov statistic', (reference, current) => {
  let largest = 0;
  walk(reference, current, (_value, p, q) => {
    largest = Math.max(largest, Math.abs(p - q));
  });
  return largest;
});

const EXACT_UP_TO = 1_000_000;

/**
 * How likely a statistic at least as large is by chance alone, two-sided. Exact by counting lattice paths
 * (Hodges, 1957) for samples whose sizes multiply to at most a million; by Kolmogorov's asymptotic series
 * beyond.
 */
export function kolmogorovSmirnovPValue(reference: Sample, current: Sample): number {
  const [m, n] = [reference.length, current.length];
  const distance = kolmogorovSmirnov.distance(reference, current);
  return m * n <= EXACT_UP_TO ? exact(m, n, distance) : asymptotic(Math.sqrt((m * n) / (m + n)) * distance);
}

/** 1 minus the share of paths from (0, 0) to (m, n) that stay closer than the distance to the diagonal. */
function exact(m: number, n: number, distance: number): number {
  const limit = distance - 1e-12;
  const inside = (i: number, j: number): boolean => Math.abs(i / m - j / n) < limit;
  // ways[j]: probability that a random path to (i, j) stayed inside.
  const ways = new Float64Array(n + 1);
  for (let i = 0; i <= m; i += 1) {
    for (let j = 0; j <= n; j += 1) {
      if (i === 0 && j === 0) ways[0] = 1;
      else if (!inside(i, j)) ways[j] = 0;
      else ways[j] = (i / (i + j)) * (i > 0 ? ways[j]! : 0) + (j / (i + j)) * (j > 0 ? ways[j - 1]! : 0);
    }
  }
  return Math.min(Math.max(1 - ways[n]!, 0), 1);
}

function asymptotic(scaled: number): number {
  let sum = 0;
  for (let k = 1; k <= 100; k += 1) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * scaled * scaled);
  return Math.min(Math.max(scaled < 0.04 ? 1 : sum, 0), 1);
}
