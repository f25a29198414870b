import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { chiSquarePValue } from '../../../domain/drift/chi-square.ts';
import { hellinger } from '../../../domain/drift/hellinger.ts';
import { jensenShannon } from '../../../domain/drift/jensen-shannon.ts';
import { kolmogorovSmirnovPValue } from '../../../domain/drift/kolmogorov-smirnov.ts';
import { totalVariation } from '../../../domain/drift/total-variation.ts';
import { wasserstein } from '../../../domain/drift/wasserstein.ts';

interface Case {
  readonly id: string;
  readonly type: 'num' | 'cat';
  readonly reference: readonly (number | string | null)[];
  readonly current: readonly (number | string | null)[];
  readonly scores: Readonly<Record<string, { readonly score?: number | null }>>;
}

const file = join(import.meta.dirname, '../../conformance/drift/evidently.jsonl.gz');
const cases = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n').map((line) => JSON.parse(line) as Case);
const numbers = (values: Case['reference']): number[] =>
  values.filter((value): value is number => typeof value === 'number').sort((a, b) => a - b);
const scored = (type: Case['type'], name: string): Case[] =>
  cases.filter((each) => each.type === type && typeof each.scores[name]?.score === 'number');

/** Counts of both samples over all values that occur in either. */
function counts({ reference, current }: Case): [number[], number[]] {
  const values = [...new Set([...reference, ...current].map(String))].sort();
  const count = (sample: Case['reference']): number[] => {
    const by = new Map(values.map((value) => [value, 0]));
    for (const value of sample) by.set(String(value), by.get(String(value))! + 1);
    return [...by.values()];
  };
  return [count(reference), count(current)];
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

describe('what a peer makes of the same samples', () => {
  test.each(scored('num', 'ks').map((each) => [each.id, each] as const))('Kolmogorov-Smirnov: %s', (_id, each) => {
    const [reference, current] = [numbers(each.reference), numbers(each.current)];
    const expected = each.scores.ks!.score!;
    // Beyond a million pairs ours is asymptotic.
    const digits = reference.length * current.length <= 1_000_000 ? 6 : 2;
    expect(kolmogorovSmirnovPValue(reference, current)).toBeCloseTo(expected, digits);
  });

  test.each(scored('num', 'wasserstein').map((each) => [each.id, each] as const))('Wasserstein over deviation: %s', (_id, each) => {
    const [reference, current] = [numbers(each.reference), numbers(each.current)];
    const norm = Math.max(deviation(reference), 0.001);
    expect(wasserstein.distance(reference, current) / norm).toBeCloseTo(each.scores.wasserstein!.score!, 6);
  });

  test.each(scored('cat', 'jensenshannon').map((each) => [each.id, each] as const))('Jensen-Shannon of categories: %s', (_id, each) => {
    expect(jensenShannon.distance(...counts(each))).toBeCloseTo(each.scores.jensenshannon!.score!, 6);
  });

  test.each(scored('cat', 'hellinger').map((each) => [each.id, each] as const))('Hellinger of categories: %s', (_id, each) => {
    expect(hellinger.distance(...counts(each))).toBeCloseTo(each.scores.hellinger!.score!, 6);
  });

  // Theirs takes the shares of the reference as exact, so it cries wolf where a rare category is
  // missing from
  // a small one: samples of the same distribution must not count as drift with ours, whatever
  // theirs says.
  test.each(scored('cat', 'chisquare').map((each) => [each.id, each] as const))('chi-square decides alike: %s', (_id, each) => {
    const [reference, current] = counts(each);
    const expected = each.scores.chisquare!.score!;
    const ours = chiSquarePValue(reference, current);
    if (each.id.endsWith('same')) expect(ours).toBeGreaterThan(0.001);
    else if (expected < 1e-4) expect(ours).toBeLessThan(0.05);
    if (expected > 0.2) expect(ours).toBeGreaterThan(0.01);
    expect(totalVariation.distance(reference, current)).toBeLessThanOrEqual(1);
  });
});
