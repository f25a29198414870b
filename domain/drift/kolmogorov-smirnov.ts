import { sampleStatistic, walk } from './samples.ts';
import type { Sample } from './samples.ts';

/**
 * Kolmogorov-Smirnov statistic: the largest distance of the two empirical distribution functions (Smirnov,
 * 1939). In [0, 1].
 */
export const kolmogorovSmirnov = sampleStatistic({
  name: 'ks', title: 'Kolmogorov-Smirnov statistic', unit: 'share of rows',
}, (reference, current) => {
  let largest = 0;
  walk(reference, current, (_value, p, q) => {
    largest = Math.max(largest, Math.abs(p - q));
  });
  return largest;
});

/** The largest sample that is counted exactly, and how many lattice points that may take. */
const LARGEST_EXACT = 10_000;
const MOST_POINTS = 20_000_000;

/**
 * How likely a statistic at least as large is by chance alone, two-sided. Exact by counting lattice paths
 * (Hodges, 1957) up to ten thousand values a side; beyond, by Kolmogorov's series at an argument that is
 * corrected for the size of the samples.
 */
export function kolmogorovSmirnovPValue(reference: Sample, current: Sample): number {
  const [m, n] = [reference.length, current.length];
  const distance = kolmogorovSmirnov.distance(reference, current);
  if (Number.isNaN(distance)) return NaN;
  const isSmall = Math.max(m, n) <= LARGEST_EXACT && 2 * distance * m * n <= MOST_POINTS;
  return isSmall ? exact(m, n, distance) : asymptotic((m * n) / (m + n), distance);
}

/**
 * The share of the paths from (0, 0) to (m, n) that get as far from the diagonal as the distance. Points
 * out there count 1, each other one the mean of the two it is reached from: nothing is ever subtracted,
 * so small shares are as exact as large ones.
 */
function exact(m: number, n: number, distance: number): number {
  // Whole numbers: |i / m - j / n| >= distance is |i n - j m| >= limit.
  const limit = Math.round(distance * m * n);
  if (limit === 0) return 1;
  const share = new Float64Array(n + 1).fill(1);
  for (let i = 0; i <= m; i += 1) {
    const first = Math.max(0, Math.floor((i * n - limit) / m) + 1);
    const last = Math.min(n, Math.ceil((i * n + limit) / m) - 1);
    if (first > 0) share[first - 1] = 1;
    for (let j = first; j <= last; j += 1) {
      const fromBelow = j > 0 ? share[j - 1]! : 0;
      share[j] = i + j === 0 ? 0 : ((i > 0 ? i * share[j]! : 0) + j * fromBelow) / (i + j);
    }
  }
  return Math.min(share[n]!, 1);
}

/**
 * Kolmogorov's series. The argument moves with the size (J. Vrbik, "Small-sample corrections to
 * Kolmogorov-Smirnov test statistic", 2018), which leaves an error of the order of size^(-3/2).
 */
function asymptotic(size: number, distance: number): number {
  const plain = Math.sqrt(size) * distance;
  const scaled = plain + 1 / (6 * Math.sqrt(size)) + (plain - 1) / (4 * size);
  if (scaled < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k += 1) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * scaled * scaled);
  return Math.min(Math.max(sum, 0), 1);
}
