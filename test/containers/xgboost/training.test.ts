import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readModel, type TreeModel } from '../../../domain/boosting/index.ts';
import { aBase, bundled, runTraining, start, type Channel } from './programs.ts';
import { recordedPath, recordedRows } from './recorded.ts';

interface Row {
  readonly id: string;
  readonly data: string;
  readonly contentType?: string;
  readonly hyperparameters: Record<string, string>;
  readonly rc: number;
  readonly evalLines: readonly string[];
  readonly modelFiles: readonly string[];
  readonly error?: { readonly message: string };
}

const TOLERANCE = 0.02;
const rows = recordedRows<Row>('training.jsonl').filter(({ data }) => data !== 'empty/');
let program = '';
beforeAll(async () => {
  program = await bundled('train');
});

const metricsOf = (line: string): Record<string, number> => Object.fromEntries(
  line.split('\t').slice(1).map((part) => part.split(/:(?=[^:]*$)/)).map(
    ([name, value]) => [name, Number(value)]
  ));
const lastRound = (log: string): string =>
  log.split('\n').filter((line) => /^\[\d+\]\t/.test(line)).at(-1)!;

describe('every recorded training', () => {
  test.each(rows)('$id ends as recorded', async (
    { data, contentType = 'text/libsvm', hyperparameters, ...row }
  ) => {
    const folder = recordedPath(data.replace('test/resources/', 'data/'));
    const channel = (name: string): Channel =>
      ({ contentType, from: join(folder, data.endsWith('data/') ? name : `data/${name}`) });
    const base = aBase(
      hyperparameters, { train: channel('train'), validation: channel('validation') }
    );

    const result = await runTraining(program, base);

    expect(result.status).toBe(row.rc);
    expect(result.models).toEqual(row.modelFiles);
    if (row.error) {
      expect(result.failure).toContain(row.error.message.replace(/^\[\d\d:\d\d:\d\d\] \S+ /, ''));
      return;
    }
    const [got, want] = [lastRound(result.log), row.evalLines.at(-1)!].map(metricsOf);
    expect(Object.keys(got!).sort()).toEqual(Object.keys(want!).sort());
    for (const [name, value] of Object.entries(want!).filter(([name]) => name.startsWith('validation'))) {
      expect(
        Math.abs(got![name]! - value), name
      ).toBeLessThanOrEqual(Math.max(TOLERANCE * value, 0.002));
    }
  });
});

const CSV = Array.from(
  { length: 200 }, (_, i) => `${(i % 10) / 2},${i % 10},${(i * 7) % 13},${i % 3 ? i : ''}`
).join('\n');
const csv = (files: Record<string, string> = { 'data.csv': CSV }): Channel =>
  ({ contentType: 'text/csv', from: files });
const train = (hyperparameters: Record<string, string>, channels: Record<string, Channel>) => {
  const base = aBase({ num_round: '3', ...hyperparameters }, channels);
  return runTraining(program, base).then((result) => ({ ...result, base }));
};

describe('a job', () => {
  test('without validation data measures the training data only', async () => {
    const { status, log, base } = await train({}, { train: csv() });
    expect(status).toBe(0);
    expect(lastRound(log)).toMatch(/^\[2\]\ttrain-rmse:[\d.]{7}$/);
    expect(readModel(readFileSync(join(base, 'model/xgboost-model'))).features).toBe(3);
  });

  test('reads files in folders, with either line end, and hears of weights in the second column', async () => {
    const weighted = CSV.split('\n').map((line) => line.replace(',', ',2,')).join('\r\n');
    const files = { 'a/one.csv': weighted, 'a/b/two.csv': weighted };
    const { status, log, base } = await train({ csv_weights: '1' }, { train: csv(files) });
    expect(status).toBe(0);
    expect(log).toContain('Train matrix has 400 rows and 3 columns');
    expect(readModel(readFileSync(join(base, 'model/xgboost-model'))).features).toBe(3);
  });

  test('keeps as many features as the wider of its channels has', async () => {
    const wide = csv({ 'data.csv': CSV.replaceAll('\n', ',1\n') });
    const { base } = await train({}, { train: csv(), validation: wide });
    expect(readModel(readFileSync(join(base, 'model/xgboost-model'))).features).toBe(4);
  });

  test('that stops early keeps the model of the best round and says which it was', async () => {
    const held = csv(
      { 'data.csv': CSV.split('\n').map((line, i) => `${i % 4}${line}`).join('\n') }
    );
    const { base, log } = await train({ num_round: '300', early_stopping_rounds: '2', objective: 'reg:squarederror',
      eval_metric: 'mae', eta: '0.9' }, { train: csv(), validation: held });
    const { attributes, learner } = readModel(readFileSync(join(base, 'model/xgboost-model')));
    const best = Number(attributes['best_iteration']);
    expect((learner as TreeModel).trees).toHaveLength(best + 1);
    expect(lastRound(log)).toContain(`[${best + 2}]`);
  });

  test('of cross validation leaves a model per fold and the predictions', async () => {
    const { status, models, log, base } = await train(
      {
        _kfold: '3', _num_cv_round: '2', objective: 'reg:squarederror',
      }, { train: csv(), validation: csv() });
    expect(status).toBe(0);
    expect(models).toEqual(['0', '1', '2', '3', '4', '5'].map((fold) => `xgboost-model-${fold}`));
    expect(log).toContain('Run 2-round of 3-fold cross validation with 400 rows');
    expect(log).toMatch(/^\[3\]\ttrain-rmse:[\d.]+\tvalidation-rmse:[\d.]+$/m);
    const predictions = readFileSync(
      join(base, 'output/data/predictions.csv'), 'utf8'
    ).trim().split('\n');
    expect(predictions).toHaveLength(400);
    expect(predictions[1]).toMatch(/^0\.500000,\d\.\d{6}$/);
  });

  test('asking for another tree method is told which one is taken', async () => {
    const { log } = await train({ tree_method: 'approx' }, { train: csv() });
    expect(log).toContain('tree_method approx: this stand-in grows trees by hist');
  });
});

describe('a job that cannot be done fails with the reason', () => {
  test.each([
    [
      'dart that drops trees', { booster: 'dart', rate_drop: '0.5' },
      'rate_drop: 0.5 is not offered',
    ],
    [
      'ranking', { objective: 'rank:ndcg' },
      'objective: rank:ndcg is not offered by this stand-in, which offers: reg:',
    ],
    ['survival', { objective: 'survival:cox' }, 'objective: survival:cox is not offered'],
    [
      'interactions', { tree_method: 'hist', interaction_constraints: '[[1,2]]' },
      'interaction_constraints',
    ],
    [
      'gradient based sampling', { sampling_method: 'gradient_based' },
      'sampling_method: gradient_based',
    ],
    ['updates', { process_type: 'update', updater: 'refresh' }, 'process_type: update'],
    [
      'many machines of the GPU kind', { use_dask_gpu_training: 'true' },
      'use_dask_gpu_training: true',
    ],
    [
      'a metric for rankings', { objective: 'reg:squarederror', eval_metric: 'ndcg' },
      "Metric 'ndcg' is not offered",
    ],
    ['a parameter that is not a number', { eta: 'nan' }, 'Invalid Parameter format for eta'],
    ['bins too few', { max_bin: '1', tree_method: 'hist' }, 'XGB train call failed with exception'],
  ])('%s', async (_, hyperparameters, message) => {
    const { status, failure, models } = await train(
      hyperparameters as Record<string, string>, { train: csv() }
    );
    expect(status).toBe(1);
    expect(failure).toContain(message);
    expect(models).toEqual([]);
  });

  test.each([
    ['no file', csv({}), /No data in training channel path .*\/input\/data\/train/],
    [
      'a hidden file', csv({ '.hidden': '1,2' }),
      'Hidden file found in the data path! Remove that before training.',
    ],
    ['an infinite value', csv({ 'a.csv': '1,2\n3,inf\n' }), 'Input data contains `inf` or `nan`'],
    [
      'parquet', { contentType: 'application/x-parquet', from: { a: 'PAR1' } },
      'parquet is not offered by this stand-in',
    ],
    [
      'CSV declared as libsvm', { from: { 'a.csv': '1,2,3\n' } },
      "First line '1,2,3\n...' of file 'a.csv' is not 'LIBSVM' format.",
    ],
    [
      'a libsvm word without an index', { from: { a: '1 0:1 1:2\n1 x:2\n' } },
      'Failed to load libsvm data with exception',
    ],
  ])('data with %s', async (_, channel, message) => {
    const { status, failure } = await train({}, { train: channel as Channel });
    expect(status).toBe(1);
    expect(failure).toMatch(message);
    expect(failure).toMatch(/^framework error: \nTraceback/);
  });
});

describe('a job that is told to stop', () => {
  const long = Array.from(
    { length: 5000 }, (_, i) => `${Math.sin(i)},${i % 91},${(i * 7) % 1013}`
  ).join('\n');

  test.each([['true', true], ['false', false]])(
    'with save_model_on_termination %s ends at once', async (setting, kept) => {
      const base = aBase(
        { num_round: '100000', save_model_on_termination: setting },
        { train: csv({ 'a.csv': long }) }
      );
      const { child, output, ended } = start(program, base);
      await output.holds('[3]');
      child.kill('SIGTERM');
      expect(await ended).toBe(kept ? 0 : null);
      expect(existsSync(join(base, 'model/xgboost-model'))).toBe(kept);
      expect(!kept || statSync(join(base, 'model/xgboost-model')).size > 100).toBe(true);
    });
});
