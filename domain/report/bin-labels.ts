import type { Binning } from '../profile/binning.ts';

/** What each bin holds, in words. */
export function binLabels(binning: Binning): readonly string[] {
  if (binning.kind === 'category') {
    const { categories, rare } = binning;
    return [...categories, '(others)', ...(rare === undefined ? [] : ['(new)']), '(missing)'];
  }
  const { edges } = binning;
  if (edges.length === 0) return ['(all)', '(missing)'];
  const between = edges.slice(1).map((edge, index) => `${short(edges[index]!)} to ${short(edge)}`);
  return [
    `up to ${short(edges[0]!)}`,
    ...between,
    `above ${short(edges[edges.length - 1]!)}`,
    '(missing)',
  ];
}

/** A number as people write it: four digits that matter. */
export function short(value: number): string {
  const rounded = Number(value.toPrecision(4));
  return Math.abs(rounded) >= 1e7 ? rounded.toExponential() : String(rounded);
}
