import { describe, expect, test } from 'vitest';
import { judgeDrift } from '../../../domain/drift/judge-drift.ts';
import type { FeatureProfile } from '../../../domain/profile/profile.ts';

const POLICY = { threshold: 0.1, falseDiscoveryRate: 0.01, minimumRows: 500 };

function profile(name: string, counts: readonly number[]): FeatureProfile {
  const categories = counts.slice(0, -2).map((_, index) => String(index));
  return { name, binning: { kind: 'category', categories }, counts: [...counts] };
}

describe('a verdict on inputs', () => {
  const baseline = [profile('zone', [5000, 3000, 2000, 0, 0]), profile('hour', [5000, 5000, 0, 0])];

  test('the same shares are stable', () => {
    const verdict = judgeDrift(baseline, [profile('zone', [500, 300, 200, 0, 0]), profile('hour', [510, 490, 0, 0])], POLICY);
    expect(verdict).toMatchObject({ verdict: 'stable', rows: 1000, reason: 'no feature of 2 drifts' });
    expect(verdict.score).toBeLessThan(0.1);
  });

  test('a large and certain change drifts, and names the feature with its index', () => {
    const verdict = judgeDrift(baseline, [profile('zone', [200, 300, 500, 0, 0]), profile('hour', [510, 490, 0, 0])], POLICY);
    expect(verdict.verdict).toBe('drifting');
    expect(verdict.features.filter((feature) => feature.drifting).map(({ name }) => name)).toEqual(['zone']);
    expect(verdict.reason).toMatch(/^zone \(0\.5\d\d\) drifted, from 0\.1 on it counts$/);
    expect(verdict.score).toBeGreaterThan(5);
  });

  test('a small change does not count however certain it is', () => {
    const many = judgeDrift(baseline, [profile('zone', [52_000, 29_000, 19_000, 0, 0]), profile('hour', [50_000, 50_000, 0, 0])], POLICY);
    expect(many.features[0]?.pValue).toBeLessThan(1e-3);
    expect(many.verdict).toBe('stable');
  });

  test('35 rows that look different are too few to say anything', () => {
    const few = judgeDrift(baseline, [profile('zone', [5, 10, 20, 0, 0]), profile('hour', [20, 15, 0, 0])], POLICY);
    expect(few).toMatchObject({ verdict: 'not-enough-data', score: 0, reason: '35 rows seen, 500 are needed' });
  });

  test('without a baseline nothing can be told', () => {
    expect(judgeDrift([], [profile('zone', [1000, 0, 0])], POLICY).verdict).toBe('cannot-tell');
  });

  test('missing values are a bin of their own', () => {
    const verdict = judgeDrift([profile('riders', [1000, 0, 0])], [profile('riders', [800, 0, 200])], POLICY);
    expect(verdict.verdict).toBe('drifting');
  });
});
