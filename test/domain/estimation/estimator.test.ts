import { describe, expect, test } from 'vitest';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { calibrate, probabilityOf } from '../../../domain/estimation/calibration.ts';
import { expectedLoss, fitEstimator } from '../../../domain/estimation/estimator.ts';
import { judgeEstimate } from '../../../domain/estimation/judge-estimate.ts';
import type { EstimatedRow } from '../../../domain/estimation/estimated-row.ts';

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Rides: far ones are hard to foretell. */
function rides(count: number, far: number, seed: string) {
  const chance = seededChance(seed);
  const rows: EstimatedRow[] = [];
  const truths: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const miles = chance() < far ? 20 : 2;
    rows.push({ values: [miles, null], prediction: [miles * 3] });
    truths.push(miles * 3 + (chance() - 0.5) * miles);
  }
  return {
    rows,
    truths,
    loss: mean(rows.map(({ prediction }, row) => Math.abs(prediction[0]! - truths[row]!))),
  };
}

describe('calibration', () => {
  test('finds steps that rise, and pools those that do not', () => {
    const { from, probability } = calibrate([0.1, 0.2, 0.3, 0.3, 0.9, 0.8], [0, 1, 0, 0, 1, 1]);
    expect(from).toEqual([0.1, 0.2, 0.8]);
    expect(probability).toEqual([0.25, 0.375, 2.5 / 3]);
  });

  test('turns scores that say too much into what they are worth', () => {
    const chance = seededChance('too sure');
    const real = Array.from({ length: 4000 }, () => chance());
    const scores = real.map((p) =>
      p > 0.5 ? 0.5 + Math.sqrt(p - 0.5) / 1.5 : 0.5 - Math.sqrt(0.5 - p) / 1.5,
    );
    const calibration = calibrate(
      scores,
      real.map((p) => Number(chance() < p)),
    );
    const off = scores.map((score, index) =>
      Math.abs(probabilityOf(calibration, score) - real[index]!),
    );
    expect(mean(off)).toBeLessThan(0.04);
    expect(probabilityOf(calibration, -1)).toBe(calibration.probability[0]);
  });
});

describe('the loss before truths are known', () => {
  test('of numbers is learned from rows that are hard', () => {
    const holdout = rides(2000, 0.1, 'holdout');
    const estimator = fitEstimator({ task: 'regression', metric: 'mae', ...holdout })!;
    expect(estimator.reference).toBeCloseTo(holdout.loss, 1);
    const window = rides(2000, 0.6, 'window');
    const estimated = mean(window.rows.map(expectedLoss(estimator.how, 'regression', 'mae')));
    expect(Math.abs(estimated / window.loss - 1)).toBeLessThan(0.05);
    expect(window.loss / holdout.loss).toBeGreaterThan(2);
  });

  test.each(['logloss', 'error', 'brier'] as const)(
    'of a classifier is what its probabilities foretell: %s',
    (metric) => {
      const chance = seededChance(metric);
      const draw = (count: number, spread: number) => {
        const real = Array.from({ length: count }, () => 0.5 + (chance() - 0.5) * spread);
        return {
          rows: real.map((p) => ({ values: [], prediction: [p] })),
          truths: real.map((p) => Number(chance() < p)),
        };
      };
      const holdout = draw(4000, 0.98);
      const { how, reference } = fitEstimator({ task: 'binary', metric, ...holdout })!;
      const window = draw(4000, 0.4);
      const estimated = mean(window.rows.map(expectedLoss(how, 'binary', metric)));
      const known = fitEstimator({ task: 'binary', metric, ...window })!;
      expect(Math.abs(estimated / known.reference - 1)).toBeLessThan(0.05);
      expect(estimated / reference).toBeGreaterThan(1.1);
    },
  );

  test('of many classes is weighted by their probabilities', () => {
    const row = { values: [], prediction: [0.2, 0.5, 0.3] };
    expect(
      expectedLoss({ kind: 'confidence', calibration: null }, 'multiclass', 'error')(row),
    ).toBeCloseTo(0.5, 12);
  });

  test('needs fifty rows to learn from', () => {
    expect(
      fitEstimator({ task: 'regression', metric: 'mae', ...rides(49, 0.1, 'few') }),
    ).toBeNull();
  });
});

describe('an estimate', () => {
  const parts = {
    metric: 'mae' as const,
    maxIncrease: 0.4,
    minimumRows: 100,
    reference: 1.5,
    spread: 1,
    check: null,
  };
  const rows = (loss: number, count = 900) => new Array<number>(count).fill(loss);

  test('is as before, or worse', () => {
    expect(judgeEstimate({ ...parts, expected: rows(1.6) })).toMatchObject({
      verdict: 'as-before',
      reason: 'mae is thought to be 1.6 (1.535 to 1.665), 1.5 on the holdout',
    });
    expect(judgeEstimate({ ...parts, expected: rows(2.4) }).verdict).toBe('worse');
    expect(judgeEstimate({ ...parts, expected: rows(9, 99) }).verdict).toBe('not-enough-data');
  });

  test('that has proven wrong cannot tell any more', () => {
    const check = { rows: 500, estimated: 1.5, real: 2.5, off: 1.5 / 2.5 - 1 };
    expect(judgeEstimate({ ...parts, expected: rows(2.4), check })).toMatchObject({
      verdict: 'cannot-tell',
      reason: expect.stringContaining('turned out 2.5 where 1.5 was thought'),
    });
  });
});
