import { describe, expect, test } from 'vitest';
import { judgeDrift } from '../../../domain/drift/judge-drift.ts';
import type { Comparison } from '../../../domain/drift/judge-drift.ts';

const POLICY = { threshold: 0.1, level: 0.0001, minimumRows: 500 };
const HOURS = [5000, 5000, 0, 0];
const ZONES = [5000, 3000, 2000, 0, 0];

function compared(zone: readonly number[], hour: readonly number[]): readonly Comparison[] {
  return [
    { name: 'zone', reference: ZONES, current: zone },
    { name: 'hour', reference: HOURS, current: hour },
  ];
}

describe('a verdict on inputs', () => {
  test('the same shares are stable', () => {
    const verdict = judgeDrift(compared([500, 300, 200, 0, 0], [510, 490, 0, 0]), POLICY);
    expect(verdict).toMatchObject({
      verdict: 'stable',
      rows: 1000,
      reason: 'no feature of 2 drifts',
    });
    expect(verdict.score).toBeLessThan(0.1);
  });

  test('a large and certain change drifts, and names the feature with its index', () => {
    const verdict = judgeDrift(compared([200, 300, 500, 0, 0], [510, 490, 0, 0]), POLICY);
    expect(verdict.verdict).toBe('drifting');
    expect(verdict.features.filter((feature) => feature.drifting).map(({ name }) => name)).toEqual([
      'zone',
    ]);
    expect(verdict.reason).toMatch(/^zone \(0\.5\d\d\) drifted, from 0\.1 on it counts$/);
    expect(verdict.score).toBeGreaterThan(5);
  });

  test('a small change does not count however certain it is', () => {
    const many = judgeDrift(
      compared([52_000, 29_000, 19_000, 0, 0], [50_000, 50_000, 0, 0]),
      POLICY,
    );
    expect(many.features[0]?.pValue).toBeLessThan(2e-3);
    expect(many.verdict).toBe('stable');
  });

  test('35 rows that look different are too few to say anything', () => {
    const few = judgeDrift(compared([5, 10, 20, 0, 0], [20, 15, 0, 0]), POLICY);
    expect(few).toMatchObject({
      verdict: 'not-enough-data',
      score: 0,
      reason: '35 rows seen, 500 are needed',
    });
  });

  test('a large change that chance explains is no drift, and no peace either', () => {
    const few = judgeDrift(compared([14, 12, 14, 0, 0], [20, 20, 0, 0]), {
      ...POLICY,
      minimumRows: 30,
    });
    expect(few.verdict).toBe('cannot-tell');
    expect(few.score).toBeLessThan(1);
    expect(few.reason).toMatch(
      /^zone \(0\.\d+\) looks moved, but among 40 rows chance does that in 1 of \d+ checks, 1 of 10,000 checks is allowed: more rows are needed$/,
    );
  });

  test('a baseline of few rows is as uncertain as a window of few', () => {
    const [reference, current] = [
      [14, 12, 14, 0, 0],
      [5000, 3000, 2000, 0, 0],
    ];
    const verdict = judgeDrift([{ name: 'zone', reference, current }], POLICY);
    expect(verdict.verdict).toBe('cannot-tell');
  });

  test('the score that the alarm looks at is below 1 unless drift is evident', () => {
    const few = judgeDrift(compared([4, 12, 24, 0, 0], [21, 19, 0, 0]), {
      ...POLICY,
      minimumRows: 30,
      level: 1e-12,
    });
    expect(few.features[0]!.psi).toBeGreaterThan(0.5);
    expect(few.score).toBeLessThan(1);
  });

  test('bins that both lack do not count, however small the window', () => {
    const hours = { name: 'hour', reference: HOURS, current: [20, 20, 0, 0] };
    expect(judgeDrift([hours], { ...POLICY, minimumRows: 30 }).features[0]!.psi).toBeCloseTo(0, 6);
  });

  test('without a baseline nothing can be told', () => {
    const nothing = { name: 'zone', reference: [0, 0, 0], current: [1000, 0, 0] };
    expect(judgeDrift([nothing], POLICY)).toMatchObject({
      verdict: 'cannot-tell',
      reason: 'the baseline holds no rows',
    });
    expect(judgeDrift([], { ...POLICY, minimumRows: 0 })).toMatchObject({
      reason: 'no feature is watched',
    });
  });

  test('missing values are a bin of their own', () => {
    const riders = { name: 'riders', reference: [1000, 0, 0], current: [800, 0, 200] };
    expect(judgeDrift([riders], POLICY).verdict).toBe('drifting');
  });
});
