import { describe, expect, test } from 'vitest';
import { predict, readModel, train, writeModel } from '../../../domain/boosting/index.ts';
import { aMatrix, aStep, distance, golden, goldenData } from './builders.ts';

const predictions = JSON.parse(
  golden('predictions.json').toString()
) as { model: number[]; dart: number[] };

describe('files of XGBoost', () => {
  test.each(
    ['model.json', 'model.ubj', 'model.bin']
  )('%s foretells to the bit what XGBoost foretells', (name) => {
    const model = readModel(golden(name));
    expect(Array.from(predict(model, goldenData('real')))).toEqual(predictions.model);
  });

  test.each(['dart.json', 'dart.bin'])('%s counts each tree by its weight', (name) => {
    const model = readModel(golden(name));
    expect(distance(predict(model, goldenData('real')), predictions.dart)).toBeLessThan(1e-6);
  });

  test('a base score in brackets, as versions from 3.1 on write it, is read', () => {
    const text = golden('model.json').toString().replace(
      '"base_score":"5E-1"', '"base_score":"[5E-1]"'
    );
    expect(readModel(Buffer.from(text)).baseScore).toBe(0.5);
  });
});

describe('files written here', () => {
  const model = train(aStep(), { rounds: 2 });

  test('JSON begins so that XGBoost knows it in a file of any name', () => {
    expect(Buffer.from(writeModel(model, 'json')).toString().slice(0, 11)).toBe('{"learner":');
  });

  test('UBJSON begins so that XGBoost knows it in a file of any name', () => {
    expect(Buffer.from(writeModel(model)).subarray(0, 2).toString()).toBe('{L');
  });

  test('floats look like floats even when they are whole, for the typed reader of XGBoost', () => {
    const text = Buffer.from(writeModel(model, 'json')).toString();
    expect(text).toMatch(/"loss_changes":\[[\d.]+E-?\d+,0E0,0E0\]/);
    expect(text).toContain('"base_score":"5E-1"');
  });

  test('attributes and names of features are kept', () => {
    const named = { ...model, attributes: { best_iteration: '1' }, featureNames: ['distance'] };
    for (const form of ['json', 'ubjson'] as const) {
      const read = readModel(writeModel(named, form));
      expect(read.attributes).toEqual({ best_iteration: '1' });
      expect(read.featureNames).toEqual(['distance']);
    }
  });
});

describe('files that are no models', () => {
  const refusal = (bytes: Uint8Array) => {
    try {
      readModel(bytes);
    } catch (error) {
      return (error as { code: string }).code;
    }
    return 'none';
  };

  test.each([
    ['an empty file', Buffer.alloc(0)],
    ['a Python pickle', Buffer.from([0x80, 4, 1])],
    ['text', Buffer.from('hello, this is not a model at all')],
    ['broken JSON', Buffer.from('{"learner": ')],
    ['JSON without a learner', Buffer.from('{"version": [1, 7, 4]}')],
    ['a model cut short', Buffer.from(golden('model.bin').subarray(0, 400))],
    ['UBJSON cut short', Buffer.from(golden('model.ubj').subarray(0, 900))],
  ])('%s is refused as unreadable', (_, bytes) => {
    expect(refusal(bytes)).toBe('ModelUnreadable');
  });
});

describe('rows to predict', () => {
  test('rows with fewer columns than the model end in missing values', () => {
    const model = readModel(golden('model.json'));
    const narrow = { rows: 1, columns: 1, values: Float32Array.of(0.5) };
    const wide = { rows: 1, columns: 5, values: Float32Array.of(0.5, NaN, NaN, NaN, NaN) };
    expect(predict(model, narrow)).toEqual(predict(model, wide));
  });

  test('rows with more columns than the model are refused', () => {
    const model = train(aMatrix([[0, 1], [1, 2]]), {});
    expect(() => predict(model, { rows: 1, columns: 2, values: new Float32Array(2) }))
      .toThrow('send at most 1 columns');
  });
});
