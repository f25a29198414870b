import { describe, expect, test } from 'vitest';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { BiasPolicy } from '../../../domain/definition/policies.ts';
import { mergeGroups } from '../../../domain/bias/group-counts.ts';
import { judgeBias } from '../../../domain/bias/judge-bias.ts';
import { differenceInterval, ratioInterval, wilson } from '../../../domain/bias/proportion.ts';
import type { BiasCounts } from '../../../domain/bias/judge-bias.ts';

const policy = BiasPolicy.parse({
  attributes: ['gender'],
  limits: { demographicParity: 0.1, equalizedOdds: 0.1 },
});

/** Counts of two groups: rows, of these favoured; and how the truth was met. */
function counts(
  female: readonly [number, number],
  male: readonly [number, number],
  truths: BiasCounts['truths'] = {},
): BiasCounts {
  const group = ([rows, favourable]: readonly [number, number]) => ({ rows, favourable });
  return { predicted: { gender: { Female: group(female), Male: group(male) } }, truths };
}

describe('intervals', () => {
  // Newcombe, 1998, table II: (a) 56/70 - 48/80, method 10: 0.0524 to 0.3339. Wilson of 0/10: 0 to 0.2775.
  test('are those of the literature', () => {
    const [low, high] = differenceInterval({ hits: 56, of: 70 }, { hits: 48, of: 80 }, 1.959964);
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.0524', '0.3339']);
    expect(wilson({ hits: 0, of: 10 }, 1.959964).map((end) => end.toFixed(4))).toEqual([
      '0.0000',
      '0.2775',
    ]);
    expect(wilson({ hits: 0, of: 0 }, 1.96)).toEqual([0, 1]);
  });

  test('of ratios hold 1 where shares are equal, and are finite where there is no hit', () => {
    const [low, high] = ratioInterval({ hits: 50, of: 100 }, { hits: 50, of: 100 }, 1.96);
    expect(low).toBeLessThan(1);
    expect(high).toBeGreaterThan(1);
    expect(
      ratioInterval({ hits: 0, of: 100 }, { hits: 50, of: 100 }, 1.96).every(Number.isFinite),
    ).toBe(true);
  });
});

describe('bias', () => {
  test('beyond a limit and more than chance explains is unfair, and says who is served worse', () => {
    const verdict = judgeBias(counts([1000, 300], [1000, 500]), policy);
    expect(verdict).toMatchObject({
      verdict: 'unfair',
      reason:
        'demographic parity difference of gender is 0.200 (Female against Male), the limit is 0.1; ' +
        'disparate impact ratio of gender is 0.600 (Female against Male), the limit is 0.8',
    });
    expect(verdict.score).toBeCloseTo(2, 12);
  });

  test('beyond a limit in few rows is not proven, and does not reach the limit', () => {
    const verdict = judgeBias(counts([110, 40], [110, 55]), policy);
    expect(verdict.verdict).toBe('fair');
    expect(verdict.score).toBe(0.99);
    expect(verdict.attributes[0]!.findings[0]).toMatchObject({
      beyond: false,
      groups: ['Female', 'Male'],
    });
  });

  test('of groups that are too small is shown and not judged', () => {
    const verdict = judgeBias(counts([99, 0], [1000, 500]), policy);
    expect(verdict).toMatchObject({
      verdict: 'not-enough-data',
      reason: 'no two groups of gender have 100 rows',
    });
    expect(verdict.attributes[0]!.groups).toHaveLength(2);
    expect(judgeBias({ predicted: {}, truths: {} }, policy).verdict).toBe('not-enough-data');
  });

  test('in the errors is seen once truths have come', () => {
    const truths = {
      gender: {
        Female: { positives: 500, truePositives: 250, negatives: 500, falsePositives: 50 },
        Male: { positives: 500, truePositives: 400, negatives: 500, falsePositives: 60 },
      },
    };
    const findings = judgeBias(counts([1000, 440], [1000, 460], truths), policy).attributes[0]!
      .findings;
    expect(findings.map(({ measure, beyond }) => [measure, beyond])).toEqual([
      ['demographicParity', false],
      ['disparateImpact', false],
      ['equalizedOdds', true],
    ]);
    expect(findings[2]!.value).toBeCloseTo(0.3, 12);
  });

  test('measures without a limit are reported alone', () => {
    const lenient = BiasPolicy.parse({ attributes: ['gender'] });
    const { verdict, attributes } = judgeBias(counts([1000, 450], [1000, 500]), lenient);
    expect(verdict).toBe('fair');
    expect(attributes[0]!.findings.map(({ limit }) => limit)).toEqual([null, 0.8, null]);
  });

  test('is seldom found where there is none', () => {
    const chance = seededChance('no bias');
    const draw = (): [number, number] => [
      150,
      Array.from({ length: 150 }, chance).filter((one) => one < 0.3).length,
    ];
    const unfair = Array.from(
      { length: 1000 },
      () => judgeBias(counts(draw(), draw()), policy).verdict,
    ).filter((verdict) => verdict === 'unfair').length;
    // Two measures at 0.1 % on either side: four are due.
    expect(unfair).toBeLessThan(12);
  });

  test('counts of pieces add up, in any order', () => {
    const pieces = [counts([1, 1], [2, 0]), counts([3, 0], [4, 2])].map(
      ({ predicted }) => predicted,
    );
    expect(mergeGroups(pieces)).toEqual(counts([4, 1], [6, 2]).predicted);
    expect(mergeGroups([...pieces].reverse())).toEqual(mergeGroups(pieces));
  });
});
