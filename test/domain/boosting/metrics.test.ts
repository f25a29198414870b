import { describe, expect, test } from 'vitest';
import { METRICS, metricFor } from '../../../domain/boosting/index.ts';
import { aMatrix } from './builders.ts';

const measure = (
  name: string, predictions: readonly number[], labels: readonly number[], weights?: readonly number[],
) =>
  metricFor(name).measure({
    predictions: Float32Array.from(predictions),
    groups: predictions.length / labels.length,
    data: aMatrix(labels.map((label) => [label, 0]), weights),
  });

describe('metrics of numbers', () => {
  test.each([
    ['rmse', Math.sqrt(5 / 2)], ['mse', 2.5], ['mae', 1.5], ['mape', 1], ['r2', -9],
  ])('%s of errors 1 and 2', (name, value) => {
    expect(measure(name, [2, 4], [1, 2])).toBeCloseTo(value, 6);
  });

  test('a row of weight three counts three times', () => {
    expect(measure('mae', [0, 0], [1, 5], [3, 1])).toBe(2);
  });

  test.each(
    ['rmse', 'mse', 'mae', 'mape', 'rmsle', 'mphe', 'gamma-deviance']
  )('%s of no error is nought', (name) => {
    expect(measure(name, [1, 2, 4], [1, 2, 4])).toBeCloseTo(0, 6);
  });
});

describe('metrics of two labels', () => {
  const labels = [0, 0, 1, 1];

  test('the area under the curve is 1 for a perfect order, 0.5 for none, 0 for the reverse', () => {
    expect(measure('auc', [0.1, 0.2, 0.8, 0.9], labels)).toBe(1);
    expect(measure('auc', [0.5, 0.5, 0.5, 0.5], labels)).toBe(0.5);
    expect(measure('auc', [0.9, 0.8, 0.2, 0.1], labels)).toBe(0);
    expect(measure('auc', [0.9, 0.8], [1, 1])).toBe(0.5);
  });

  test('the area does not change when predictions are stretched', () => {
    const predictions = [0.3, 0.1, 0.2, 0.7];
    const stretched = predictions.map((value) => Math.exp(5 * value));
    for (const name of ['auc', 'aucpr']) {
      expect(measure(name, stretched, labels)).toBeCloseTo(measure(name, predictions, labels), 12);
    }
  });

  test('error counts predictions above its threshold as 1', () => {
    expect(measure('error', [0.6, 0.1, 0.6, 0.4], labels)).toBe(0.5);
    expect(measure('error@0.3', [0.6, 0.1, 0.6, 0.4], labels)).toBe(0.25);
  });

  test.each([
    ['accuracy', 0.5], [
      'balanced_accuracy', 0.5,
    ], ['f1', 0.5], ['f1_binary', 0.5], ['precision', 0.5], ['recall', 0.5],
    ['precision_macro', 0.5], ['recall_micro', 0.5],
  ])('%s of one right on either side', (name, value) => {
    expect(measure(name, [-1, 1, 1, -1], labels)).toBe(value);
  });

  test('a score of two labels refuses a third', () => {
    expect(() => measure('f1_binary', [1, 1], [0, 2])).toThrow(
      "Target is multiclass but average='binary'"
    );
  });
});

describe('metrics of classes', () => {
  const scores = [0.7, 0.2, 0.1, 0.1, 0.1, 0.8, 0.4, 0.5, 0.1];

  test('the likeliest class counts', () => {
    expect(measure('merror', scores, [0, 2, 0])).toBeCloseTo(1 / 3, 12);
    expect(measure('accuracy', scores, [0, 2, 0])).toBeCloseTo(2 / 3, 12);
    expect(() => measure('merror', [1, 1], [0, 1])).toThrow('num_class=1 but found 1 in label');
    expect(measure('mlogloss', scores, [0, 2, 0])).toBeCloseTo(
      -(Math.log(0.7) + Math.log(0.8) + Math.log(0.4)) / 3, 6
    );
  });
});

describe('the table', () => {
  test('every metric knows whether more is better', () => {
    const raised = Object.keys(METRICS).filter((name) => metricFor(name).maximize);
    expect(raised.sort()).toEqual(['accuracy', 'auc', 'aucpr', 'balanced_accuracy', 'f1', 'f1_binary', 'f1_macro',
      'precision', 'precision_macro', 'precision_micro', 'r2', 'recall', 'recall_macro', 'recall_micro']);
  });

  test.each(['ndcg', 'error@x', 'tweedie-nloglik@3'])('%s is refused', (name) => {
    expect(() => metricFor(name)).toThrow(expect.objectContaining({ code: 'MetricNotOffered' }));
  });
});
