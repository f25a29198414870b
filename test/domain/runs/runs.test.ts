import { describe, expect, test } from 'vitest';
import { assemble } from '../../../domain/runs/assemble.ts';
import { chooseRows } from '../../../domain/runs/choose-rows.ts';
import { hyperparametersOf } from '../../../domain/runs/run-settings.ts';
import { sortRows } from '../../../domain/runs/sort-rows.ts';
import { naivePrediction } from '../../../domain/runs/truth.ts';
import { aDefinition } from '../support/builders.ts';
import type { ModelDefinitionInput } from '../../../domain/definition/index.ts';
import type { AcceptedRecord } from '../../../domain/registry/records.ts';
import type { RunPlan } from '../../../domain/runs/plan.ts';

const DAY = 86_400;
const day = (number: number): number => Date.parse('2019-03-01T00:00:00Z') / 1000 + number * DAY;

/** One object per day, from day 0 to day 29. */
const accepted: AcceptedRecord[] = Array.from({ length: 30 }, (_, index) => ({
  uploadId: String(index).padStart(24, '0'), key: `accepted/${index}`, rows: 100, sha256: `hash ${index}`,
  span: { from: day(index), to: day(index) + DAY - 1 }, source: 'upload', at: '2019-04-01T00:00:00.000Z',
}));

function choose(training: ModelDefinitionInput['training'], holdout: ModelDefinitionInput['holdout'] = {}, changedAt: string | null = null) {
  const { manifest, selection, rows } = chooseRows(aDefinition({ training, holdout }), accepted, changedAt);
  return { keys: manifest.objects.map(({ key }) => Number(key.slice(9))), selection, rows };
}

describe('the rows of a run', () => {
  test('all of them', () => {
    expect(choose({ window: { kind: 'all' } })).toMatchObject({ rows: 3000, selection: { trainFrom: null, holdoutFrom: null } });
  });

  test('of the last days, with as much as the holdout needs', () => {
    const { keys } = choose({ window: { kind: 'last-days', days: 5 } }, { days: 10 });
    expect(Math.min(...keys)).toBe(19);
    expect(choose({ window: { kind: 'last-days', days: 10 } }, { days: 5 }).keys[0]).toBe(19);
  });

  test('since the change that led to the run, else of the other window', () => {
    const window = { kind: 'since-change', otherwise: { kind: 'all' } } as const;
    const { keys, selection } = choose({ window }, { days: 3 }, '2019-03-21T00:00:00.000Z');
    expect([keys[0], selection.trainFrom]).toEqual([20, day(20)]);
    expect(choose({ window }, { days: 3 }).keys).toHaveLength(30);
  });

  test('the last rows, with enough objects for what goes to other sides', () => {
    const { keys, selection } = choose({ window: { kind: 'last-rows', rows: 300 } }, { days: 1 });
    expect(selection.newestRows).toBe(300);
    expect(keys).toEqual([24, 25, 26, 27, 28, 29]);
  });

  test('the same objects are the same dataset', () => {
    const [once, twice] = [
      aDefinition(), aDefinition(),
    ].map((definition) => chooseRows(definition, accepted, null).hash);
    expect(once).toBe(twice);
    expect(chooseRows(aDefinition(), accepted.slice(1), null).hash).not.toBe(once);
  });
});

const rows = Array.from({ length: 2000 }, (_, index) => {
  const at = new Date((day(0) + index * 1200) * 1000).toISOString().slice(0, 19).replace('T', ' ');
  return [at, '', String(index % 50), String.fromCharCode(65 + (index % 3)), '1', String(10 + (index % 50)), '2'];
});

describe('sorting rows', () => {
  const definition = aDefinition({ holdout: { share: 0.2, days: 7 }, validation: { share: 0.1 } });

  test('puts each on its side, and judges on the newest days alone', () => {
    const from = day(20);
    const sorted = sortRows(definition, rows, { trainFrom: null, newestRows: null, holdoutFrom: from });
    expect(sorted.train.length / rows.length).toBeCloseTo(0.7, 1);
    expect(sorted.holdout.every(([at]) => Date.parse(`${at}Z`) / 1000 >= from)).toBe(true);
    expect(sorted.holdout.length).toBeGreaterThan(60);
  });

  test('trains on nothing before the window, and never on a row of the holdout side', () => {
    const all = sortRows(definition, rows, { trainFrom: null, newestRows: null, holdoutFrom: null });
    const late = sortRows(definition, rows, { trainFrom: day(10), newestRows: null, holdoutFrom: null });
    const holdout = new Set(all.holdout);
    expect(late.train.some((row) => holdout.has(row))).toBe(false);
    expect(late.train.length).toBeLessThan(all.train.length);
    expect(late.holdout).toEqual(all.holdout);
  });

  test('keeps only the newest rows to train on when so many were asked for', () => {
    const { train } = sortRows(definition, rows, { trainFrom: null, newestRows: 10, holdoutFrom: null });
    const times = train.map(([at]) => at!);
    expect(train).toHaveLength(10);
    expect([...times].sort().reverse()).toEqual(times);
  });
});

describe('the files of a run', () => {
  const definition = aDefinition();
  const plan: RunPlan = {
    model: 'rides', runId: '20190301-00000001', reason: 'first', changedAt: null,
    selection: { trainFrom: null, newestRows: null, holdoutFrom: null },
    dataset: { key: 'd', hash: 'd', rows: 2000 }, definitionHash: 'h', image: 'i', hyperparameters: {}, champion: null,
  };
  const sorted = sortRows(definition, rows, plan.selection);

  test('label first, no header, features as the encoder was fitted on the training side', () => {
    const { train, bundle, truth } = assemble(definition, plan, sorted, null);
    const [first] = sorted.train;
    expect(train.split('\n')[0]).toBe(`${Number(first![5]) - 2},${first![2]},${first![3]!.charCodeAt(0) - 65},${Number(first![0]!.slice(11, 13))},1`);
    expect(bundle.encoder.features.map(({ name }) => name)).toEqual(['miles', 'zone', 'at_hour', 'riders']);
    expect(truth.rows.train).toBe(train.trim().split('\n').length);
    expect(truth.labels).toHaveLength(sorted.holdout.length);
  });

  test('the holdout once more as the champion wants it, row by row', () => {
    const old = { ...assemble(definition, plan, sorted, null).bundle, encoder: {
      features: [{ name: 'miles', feature: definition.features[0]!, categories: [] }],
    } };
    const { holdoutOfChallenger, holdoutOfChampion } = assemble(definition, plan, sorted, old);
    expect(holdoutOfChampion.split('\n')).toEqual(holdoutOfChallenger.split('\n').map((line) => line.split(',')[0]));
  });

  test('who knows nothing answers the mean, or the shares of the classes', () => {
    expect(naivePrediction('regression', [1, 2, 6], 0)).toEqual([3]);
    expect(naivePrediction('multiclass', [0, 0, 1, 2], 3)).toEqual([0.5, 0.25, 0.25]);
  });

  test('hyperparameters are text, with what follows from the task', () => {
    expect(hyperparametersOf(definition)).toEqual({
      tree_method: 'hist', base_score: '0.5', objective: 'reg:squarederror', num_round: '20',
    });
    const classes = aDefinition({
      task: 'multiclass', target: { column: 'zone', classes: ['A', 'B', 'C'] }, features: [{ kind: 'numeric', column: 'miles' }],
    });
    expect(hyperparametersOf(classes)).toMatchObject({ objective: 'multi:softprob', num_class: '3' });
  });
});
