import { describe, expect, test } from 'vitest';
import { countPredicted, favourOf, groupReader } from '../../../domain/bias/count-groups.ts';
import { defineModel } from '../../../domain/definition/index.ts';
import {
  profilesOf,
  summaryFor,
  SummaryCounter,
} from '../../../domain/monitoring/capture-summary.ts';
import { viewOf } from '../../../domain/monitoring/capture-view.ts';
import { OutcomeDays } from '../../../domain/monitoring/outcome-days.ts';
import { predictionProfile } from '../../../domain/monitoring/prediction-profile.ts';
import { profileOf } from '../../../domain/profile/profile.ts';
import { errorOf } from '../support/code-of.ts';
import type { ModelDefinitionInput } from '../../../domain/definition/index.ts';
import type { Capture } from '../../../domain/monitoring/capture.ts';

const LOANS: ModelDefinitionInput = {
  name: 'loans',
  task: 'binary',
  target: { column: 'late', positive: 'yes' },
  contract: {
    columns: [
      { name: 'sex', type: 'category', set: ['f', 'm'] },
      { name: 'young', type: 'boolean', nullable: true },
      { name: 'city', type: 'category' },
      { name: 'income', type: 'number' },
      { name: 'late', type: 'category', set: ['yes', 'no'] },
    ],
  },
  features: [{ kind: 'numeric', column: 'income' }],
  algorithm: { kind: 'xgboost', hyperparameters: { num_round: 5 } },
  monitors: { bias: { attributes: ['sex', 'young'], favourable: 'no' } },
};
const COLUMNS = ['sex', 'young', 'city', 'income', 'late'];
const loans = defineModel(LOANS);

function capture(version: number, rows: readonly (readonly [string, string, number])[]): Capture {
  return {
    model: 'loans',
    inferenceId: '2019031009-x',
    at: '2019-03-10T09:00:00.000Z',
    version,
    columns: COLUMNS,
    rows: rows.map(([sex, young, chance], index) => ({
      index,
      values: [sex, young, 'Ulm', String(index), ''],
      prediction: [chance],
    })),
  };
}

describe('groups', () => {
  test('are the values of attributes, and missing where there is none', () => {
    const read = groupReader(loans, COLUMNS);
    expect(read(['f', '', 'Ulm', '1', ''])).toEqual([
      ['sex', 'f'],
      ['young', '(missing)'],
    ]);
    expect(groupReader(loans, ['income'])(['1'])).toEqual([
      ['sex', '(missing)'],
      ['young', '(missing)'],
    ]);
  });

  test('are favoured by the outcome that the definition names', () => {
    const { predicted, true: isTrue } = favourOf(loans);
    expect([predicted([0.2]), predicted([0.9]), isTrue(0), isTrue(1)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    const byDefault = favourOf(
      defineModel({ ...LOANS, monitors: { bias: { attributes: ['sex'] } } }),
    );
    expect([byDefault.predicted([0.2]), byDefault.predicted([0.9])]).toEqual([false, true]);
  });

  test('are favoured by one class of many', () => {
    const graded = defineModel({
      ...LOANS,
      task: 'multiclass',
      target: { column: 'city', classes: ['Ulm', 'Bonn', 'Jena'] },
      monitors: { bias: { attributes: ['sex'], favourable: 'Bonn' } },
    });
    const favour = favourOf(graded);
    expect(favour.predicted([0.2, 0.5, 0.3])).toBe(true);
    expect(favour.predicted([0.6, 0.1, 0.3])).toBe(false);
    expect(favour.true(1)).toBe(true);
  });

  test('of captures are counted for the version that serves', () => {
    const rows = [
      ['f', '1'],
      ['f', '0'],
      ['m', '1'],
    ].map(([sex, young]) => [sex!, young!, 'Ulm', '1', '']);
    const baseline = {
      version: 2,
      inputs: loans.features,
      reference: null,
      features: profileOf(loans.features, COLUMNS, rows),
      predictions: predictionProfile([[0.1], [0.9]]),
    };
    const captures = [
      capture(2, [
        ['f', '1', 0.1],
        ['f', '0', 0.8],
        ['m', '1', 0.3],
      ]),
      { ...capture(1, [['m', '1', 0.1]]), inferenceId: '2019031009-other' },
    ];
    const span = { from: '2019-03-09T00', keepFrom: '2019-01-01' };
    const counter = new SummaryCounter(summaryFor(2, null), { definition: loans, baseline });
    counter.count('2019-03-10T09', 'a', captures.map(viewOf));
    const summary = counter.finish(span);
    expect(summary.spans[0]!.groups).toEqual({
      sex: { f: { rows: 2, favourable: 1 }, m: { rows: 1, favourable: 1 } },
      young: { 1: { rows: 2, favourable: 2 }, 0: { rows: 1, favourable: 0 } },
    });
    expect(profilesOf(summary.spans, baseline)).toHaveLength(2);
  });

  test('of truths are counted by version and day', () => {
    const days = new OutcomeDays(loans);
    const { rows, ...asked } = capture(2, [
      ['f', '1', 0.1],
      ['f', '1', 0.8],
      ['m', '1', 0.3],
    ]);
    rows.forEach((row, index) =>
      days.add({
        inferenceId: `a:${index}`,
        capture: asked,
        row,
        truth: index === 0 ? 1 : 0,
        error: 0,
      }),
    );
    const [day] = days.all();
    expect(day).toMatchObject({ version: 2, day: '2019-03-10' });
    expect(day!.groups.sex).toEqual({
      f: { positives: 1, truePositives: 0, negatives: 1, falsePositives: 1 },
      m: { positives: 1, truePositives: 1, negatives: 0, falsePositives: 0 },
    });
  });

  test('are counted into one table', () => {
    const into = {};
    countPredicted(into, [['sex', 'f']], true);
    countPredicted(into, [['sex', 'f']], false);
    expect(into).toEqual({ sex: { f: { rows: 2, favourable: 1 } } });
  });
});

describe('bias is refused', () => {
  test.each<[string, Partial<ModelDefinitionInput>, RegExp]>([
    [
      'by an unknown column',
      { monitors: { bias: { attributes: ['age'] } } },
      /attributes\.0 = "age": name a column/,
    ],
    [
      'by the target',
      { monitors: { bias: { attributes: ['late'] } } },
      /= "late": name a column that is known/,
    ],
    [
      'by a column of any values',
      { monitors: { bias: { attributes: ['city'] } } },
      /"city: category": a boolean column, or one with a 'set'/,
    ],
    [
      'of numbers',
      {
        task: 'regression',
        target: { column: 'income' },
        features: [{ kind: 'category', column: 'sex' }],
      },
      /monitors\.bias = "regression": leave it out/,
    ],
    [
      'of many classes without the favourable one',
      {
        task: 'multiclass',
        target: { column: 'city', classes: ['Ulm', 'Bonn'] },
        monitors: { bias: { attributes: ['sex'] } },
      },
      /monitors\.bias\.favourable = nothing: one of target\.classes/,
    ],
  ])('%s', (_, changes, words) => {
    expect(errorOf(() => defineModel({ ...LOANS, ...changes })).message).toMatch(words);
  });
});
