import { describe, expect, test } from 'vitest';
import { metricOf, metricsFor } from '../../../domain/evaluation/metric-table.ts';
import { improvement } from '../../../domain/evaluation/metric.ts';
import { outcomeOf, parsePredictions } from '../../../domain/evaluation/outcome.ts';
import { errorOf } from '../support/code-of.ts';
import type { MetricName } from '../../../domain/definition/policies.ts';
import type { Task } from '../../../domain/definition/model-definition.ts';

function score(
  name: MetricName, task: Task, truths: readonly number[], predictions: readonly (readonly number[])[],
): number {
  return metricOf(name).of(truths.map((truth, row) => outcomeOf(task, truth, predictions[row]!)));
}

describe('regression', () => {
  const truths = [10, 20, 30, 40];
  const predictions = [[12], [18], [33], [40]];

  test.each<[MetricName, number]>([
    ['mae', 7 / 4], ['mse', 17 / 4], ['rmse', Math.sqrt(17) / 2], ['bias', 3 / 4], ['mape', (0.2 + 0.1 + 0.1) / 4],
    ['r2', 1 - 17 / 500], ['median-absolute-error', 2],
  ])('%s', (name, expected) => {
    expect(score(name, 'regression', truths, predictions)).toBeCloseTo(expected, 12);
  });
});

describe('binary', () => {
  const truths = [1, 1, 1, 0, 0, 0, 0, 0];
  const predictions = [[0.9], [0.6], [0.3], [0.6], [0.4], [0.2], [0.1], [0.05]];

  test.each<[MetricName, number]>([
    ['error', 2 / 8], ['accuracy', 6 / 8], ['precision', 2 / 3], ['recall', 2 / 3], ['f1', 4 / 6],
    // 15 pairs: 0.9 beats 5, 0.6 beats 4 and ties one, 0.3 beats 3.
    ['auc', (5 + 4.5 + 3) / 15],
    // Down the ranks: 1 of 1; then a tie of a hit and a false alarm, 2 of 3; then 3 of 5.
    ['average-precision', (1 + 2 / 3 + 3 / 5) / 3],
    ['brier', (0.01 + 0.16 + 0.49 + 0.36 + 0.16 + 0.04 + 0.01 + 0.0025) / 8],
  ])('%s', (name, expected) => {
    expect(score(name, 'binary', truths, predictions)).toBeCloseTo(expected, 12);
  });

  test('the logarithmic loss is finite for a certain error', () => {
    expect(score('logloss', 'binary', [1], [[0]])).toBeCloseTo(-Math.log(1e-15), 6);
  });

  test('what is not defined is not a number', () => {
    expect(score('auc', 'binary', [1, 1], [[0.2], [0.3]])).toBeNaN();
    expect(score('precision', 'binary', [1, 0], [[0.2], [0.3]])).toBeNaN();
  });
});

describe('multiclass', () => {
  test('the most likely class counts, and the probability of the true one', () => {
    const predictions = [[0.7, 0.2, 0.1], [0.5, 0.4, 0.1]];
    expect(score('error', 'multiclass', [0, 1], predictions)).toBe(0.5);
    expect(score('logloss', 'multiclass', [0, 1], predictions)).toBeCloseTo(-(Math.log(0.7) + Math.log(0.4)) / 2, 12);
  });
});

describe('every metric', () => {
  test('is listed under its own name, with a direction', () => {
    for (const task of ['regression', 'binary', 'multiclass'] as const) {
      for (const metric of metricsFor(task)) expect(metricOf(metric.name)).toBe(metric);
    }
  });

  test('improvement is a share of the champion, above 0 when better', () => {
    expect(improvement(metricOf('mae'), 2, 1.5)).toBe(0.25);
    expect(improvement(metricOf('auc'), 0.8, 0.9)).toBeCloseTo(0.125, 12);
    expect(improvement(metricOf('bias'), -2, 1)).toBe(0.5);
    expect(improvement(metricOf('mae'), 0, 1)).toBe(-1);
  });
});

describe('answers of a container', () => {
  test.each([
    ['lines', '1.5\n2.5\n', [[1.5], [2.5]]], ['commas', '1.5,2.5', [[1.5], [2.5]]],
    ['Windows lines', '1.5\r\n2.5', [[1.5], [2.5]]], ['exponents', '1e-05\n-2E+1', [[1e-5], [-20]]],
  ])('may part numbers by %s', (_name, text, expected) => {
    expect(parsePredictions(text, 2, 1)).toEqual(expected);
  });

  test('of several classes are read row by row', () => {
    expect(parsePredictions('0.1,0.9\n0.8,0.2', 2, 2)).toEqual([[0.1, 0.9], [0.8, 0.2]]);
    expect(parsePredictions('[0.1, 0.9]\n[0.8, 0.2]', 2, 2)).toEqual([[0.1, 0.9], [0.8, 0.2]]);
  });

  test('that are no numbers, or too few, are refused', () => {
    expect(errorOf(() => parsePredictions('<html>', 1, 1)).code).toBe('NotAPrediction');
    expect(errorOf(() => parsePredictions('', 1, 1)).code).toBe('NotAPrediction');
    expect(errorOf(() => parsePredictions('1\n2', 3, 1)).code).toBe('LengthMismatch');
  });
});
