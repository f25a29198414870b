import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { churn } from '../../pipelines/churn/pipeline.ts';
import { taxiFare } from '../../pipelines/taxi-fare/pipeline.ts';
import { Platform } from './support/platform.ts';
import type { Evaluation } from '../../domain/evaluation/evaluation.ts';

const data = (model: string): string => join(import.meta.dirname, '../../pipelines', model, 'data');
const files = (model: string): string[] =>
  readdirSync(data(model)).filter((name) => name.endsWith('.csv.gz')).sort();

describe('the churn model', () => {
  test('is trained by its first upload, passes its gates and answers', async () => {
    const platform = new Platform('2026-01-01T00:00:00Z');
    platform.define(churn);
    const [file] = files('churn');
    const packed = readFileSync(join(data('churn'), file!));
    expect(await platform.upload(`uploads/churn/data/${file}`, packed)).toMatchObject({ status: 'accepted', acceptedRows: 7043 });
    expect(platform.bus.of('Run Ended')).toMatchObject([{ outcome: 'promoted' }]);
    const runId = platform.executions.started[0]!.name;
    const { challenger } = platform.artifacts.json(`runs/churn/${runId}/evaluation.json`) as Evaluation;
    expect(challenger.auc).toBeGreaterThan(0.82);
    const [header, ...rows] = gunzipSync(packed).toString('utf8').trim().split('\n').slice(0, 50).map((line) => line.split(','));
    const asked = rows.map((row) => Object.fromEntries(header!.map((name, index) => [name, row[index]])));
    const { body } = await platform.ask('churn', asked);
    for (const prediction of body.predictions) expect(prediction).toBeGreaterThan(0);
    expect(body.predictions).toHaveLength(49);
  });
});

describe('the taxi fare model', () => {
  test('is trained by the ninth month, not before, and beats guessing by far', async () => {
    const platform = new Platform('2018-10-01T00:00:00Z');
    platform.define(taxiFare);
    for (const [index, file] of files('taxi-fare').slice(0, 9).entries()) {
      expect(platform.executions.started).toHaveLength(0);
      const packed = readFileSync(join(data('taxi-fare'), file));
      expect(await platform.upload(`uploads/taxi-fare/data/${file}`, packed), `month ${index + 1}`).toMatchObject({ status: 'accepted' });
    }
    expect(platform.bus.of('Run Ended')).toMatchObject([{ outcome: 'promoted' }]);
    const { challenger, naive } = platform.artifacts.json(`runs/taxi-fare/${platform.executions.started[0]!.name}/evaluation.json`) as Evaluation;
    expect(challenger.mae).toBeLessThan(1.8);
    expect(naive.mae).toBeGreaterThan(7);
  });
});
