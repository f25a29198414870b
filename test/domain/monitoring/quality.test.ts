import { describe, expect, test } from 'vitest';
import { meanLoss } from '../../../domain/monitoring/error-days.ts';
import { judgeQuality } from '../../../domain/monitoring/judge-quality.ts';
import { Resamples } from '../../../domain/monitoring/resamples.ts';
import { outcomesOf, resamplesOf } from '../support/outcomes.ts';
import { driftScores, errorScores, onset } from '../../../domain/monitoring/onset.ts';
import type { ErrorDay } from '../../../domain/monitoring/error-days.ts';
import type { QualityPolicy } from '../../../domain/monitoring/judge-quality.ts';

const POLICY: QualityPolicy = { metric: 'mae', maxIncrease: 0.4, minimumRows: 500, reference: 1.5 };

/** A day on which its rows were off by `mean`. */
function day(number: number, mean: number, rows = 300): ErrorDay {
  return {
    day: `2019-02-${String(number).padStart(2, '0')}`, rows, loss: mean * rows, bias: 0,
  };
}

function judge(days: readonly ErrorDay[], policy: QualityPolicy) {
  const resamples = outcomesOf(days).reduce((all, outcome) => all.merge(outcome.resamples), new Resamples());
  return judgeQuality(days, resamples, policy);
}

describe('errors of a window', () => {
  test('days add up to a mean', () => {
    expect(meanLoss([day(1, 1), day(2, 3)])).toMatchObject({ rows: 600, mean: 2 });
  });

  test('are good while they stay below the limit', () => {
    const verdict = judge([day(1, 2), day(2, 2.05)], POLICY);
    expect(verdict).toMatchObject({
      verdict: 'good', reason: expect.stringMatching(/^mae 2\.025 \(1\.9\d+ to 2\.0\d+\) over 600 rows, 1\.5 on its holdout$/),
    });
    expect(verdict.ratio).toBeCloseTo(1.35, 12);
  });

  test('are bad when they are above the limit, surely', () => {
    expect(judge([day(1, 2.4), day(2, 2.5)], POLICY)).toMatchObject({
      verdict: 'bad', reason: expect.stringMatching(/over 600 rows, 1\.5 on its holdout: more than 40 % worse$/),
    });
  });

  test('are not bad when a few absurd rows make the mean', () => {
    const losses = [900, ...new Array<number>(599).fill(1.4)];
    const resamples = resamplesOf(losses);
    const absurd: ErrorDay = { day: '2019-02-01', rows: 600, loss: 599 * 1.4 + 900, bias: 0 };
    const verdict = judgeQuality([absurd], resamples, POLICY);
    expect(verdict).toMatchObject({ verdict: 'good' });
    expect(verdict.ratio).toBeGreaterThan(1.4);
  });

  test('too few rows, and no reference, say nothing', () => {
    expect(judge([day(1, 9, 100)], POLICY)).toMatchObject({ verdict: 'not-enough-data', error: null });
    expect(judge([], POLICY).verdict).toBe('not-enough-data');
    expect(judge([day(1, 9, 600)], { ...POLICY, reference: null }).verdict).toBe('cannot-tell');
  });

  test('the root of a mean is compared as a root', () => {
    const squared: ErrorDay = { day: '2019-02-01', rows: 600, loss: 600 * 9, bias: 0 };
    expect(judge([squared], { ...POLICY, metric: 'rmse' })).toMatchObject({ verdict: 'bad', error: 3, ratio: 2 });
  });
});

describe('the onset of a change', () => {
  const before = [1, 2, 3, 4, 5].map((number) => day(number, 1.5));

  test('is the first day from which errors stay high', () => {
    expect(onset(errorScores([...before, day(6, 2.5), day(7, 2.6)], POLICY))).toBe('2019-02-06');
  });

  test('is not moved by one odd day before or after it', () => {
    const days = [
      day(1, 1.5), day(2, 2.6), ...before.slice(2), day(6, 2.5), day(7, 1.7), day(8, 2.6), day(9, 2.5),
    ];
    expect(onset(errorScores(days, POLICY))).toBe('2019-02-06');
  });

  test('does not depend on the order of days, and there is none where nothing changed', () => {
    const days = [day(7, 2.6), ...before, day(6, 2.5)];
    expect(onset(errorScores(days, POLICY))).toBe('2019-02-06');
    expect(onset(errorScores(before, POLICY))).toBeNull();
  });

  test('of inputs is the first day that looks more like now than like the baseline', () => {
    const days = [[80, 20], [79, 21], [30, 70], [28, 72]].map((counts, index) => ({ day: `2020-04-0${index + 1}`, counts }));
    expect(onset(driftScores(days, [8000, 2000], [29, 71]))).toBe('2020-04-03');
  });
});
