import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  servingApplication, type ServingOptions,
} from '../../../containers/xgboost/serving/application.ts';
import { loadScorer } from '../../../containers/xgboost/serving/scorer.ts';
import { recordedPath, recordedRows } from './recorded.ts';

interface Row {
  readonly model: string;
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string> | null;
  readonly requestBody?: string | { readonly $b64: string };
  readonly env?: Record<string, string>;
  readonly status: number;
  readonly mimetype: string;
  readonly body: string;
}

const CUT_OFF = 400;
const served = recordedRows<Row>('invocations.jsonl').filter(({ model, status }) =>
  model.startsWith('abalone') && status !== 500);

const optionsFor = (model: string): ServingOptions => ({
  batch: model.endsWith('-batch'),
  select: model.endsWith('-selectable')
    ? 'predicted_label,probability,raw_score,labels'
    : undefined,
  defaultAccept: 'text/csv',
  maxBytes: 6 * 1024 ** 2,
  workers: 2,
});

function applicationFor(model: string) {
  const folder = mkdtempSync(join(tmpdir(), 'served-'));
  copyFileSync(
    recordedPath(`models/${model.replace(/-(batch|selectable)$/, '')}`),
    join(folder, 'xgboost-model')
  );
  return servingApplication(loadScorer(folder), optionsFor(model));
}

const models = [...new Set(served.map(({ model }) => model))];
const applications = new Map(models.map((model) => [model, applicationFor(model)]));

function answerTo({ model, method, path, headers, requestBody }: Row) {
  const body = typeof requestBody === 'object'
    ? Buffer.from(requestBody.$b64, 'base64')
    : Buffer.from(requestBody ?? '');
  return applications.get(model)!(
    { method, path, contentType: headers?.['Content-Type'], accept: headers?.['Accept'], body });
}

const numbersRounded = (text: string): string =>
  text.replace(/-?\d+\.\d+(e-?\d+)?/g, (number) => Number(number).toPrecision(5));

describe('every recorded request to a served model', () => {
  test.each(served)('$model answers $id as recorded', (row) => {
    const answer = answerTo(row);
    expect(answer.status).toBe(row.status);
    if (row.status !== 200 || row.path === '/ping') {
      return;
    }
    expect(answer.contentType.split(';')[0]).toBe(row.mimetype);
    const whole = row.body.length < CUT_OFF;
    const [got, want] = [String(answer.body), row.body].map(
      (body) => numbersRounded(whole ? body : body.slice(0, 300))
    );
    expect(got).toBe(want);
  });

  test.each(
    served.filter(
      ({ status, body }) => status !== 200 && status !== 204 && !body.includes('Stack trace')
    )
  )(
    '$model refuses $id in the recorded words', (row) => {
      const flat = (text: string) =>
        text.replace(/\[\d\d:\d\d:\d\d\] /, '').replace(/ \(2,\) \+ inhomogeneous.*/s, '');
      expect(flat(String(answerTo(row).body))).toBe(flat(row.body));
    });
});

describe('what was not recorded', () => {
  const application = applicationFor('abalone-reg');
  const post = (body: string, contentType: string, accept?: string) =>
    application(
      { method: 'POST', path: '/invocations', contentType, accept, body: Buffer.from(body) }
    );

  test('a path that is not served is not found, and a method that does not fit is refused', () => {
    const at = (method: string, path: string) =>
      application({ method, path, body: Buffer.alloc(0) }).status;
    expect(at('GET', '/models')).toBe(404);
    expect(at('GET', '/invocations')).toBe(405);
  });

  test('a body larger than the limit is refused', () => {
    const small = servingApplication(
      loadScorer(recordedFolder()), { ...optionsFor(''), maxBytes: 3 }
    );
    expect(
      small(
        {
          method: 'POST', path: '/invocations', contentType: 'text/csv', body: Buffer.from('1,2,3'),
        }
      ).status
    )
      .toBe(413);
  });

  test('lines of JSON hold a score each', () => {
    expect(
      String(post('1,2\n3,4', 'text/csv', 'application/jsonlines').body)
    ).toMatch(/^({"score": [\d.]+}\n){2}$/);
  });

  test('answers in RecordIO can be read back', () => {
    const answer = post('1,2', 'text/csv', 'application/x-recordio-protobuf').body as Buffer;
    expect(answer.readUInt32LE(0)).toBe(0xced7230a);
    expect(answer.length % 4).toBe(0);
  });

  test('several models answer with their mean', () => {
    const folder = recordedFolder();
    copyFileSync(recordedPath('models/abalone-linear'), join(folder, 'xgboost-model-1'));
    const both = servingApplication(loadScorer(folder), optionsFor(''));
    const ask = (app: typeof application) => Number(app(
      {
        method: 'POST', path: '/invocations', contentType: 'text/csv',
        body: Buffer.from('1,0.4,0.3'),
      }).body);
    const mean = (ask(application) + ask(applicationFor('abalone-linear'))) / 2;
    expect(ask(both)).toBeCloseTo(mean, 5);
  });

  test('a folder without a model is refused', () => {
    expect(() => loadScorer(mkdtempSync(join(tmpdir(), 'empty-')))).toThrow('put a model into');
  });
});

function recordedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'served-'));
  copyFileSync(recordedPath('models/abalone-reg'), join(folder, 'xgboost-model'));
  copyFileSync(recordedPath('models/abalone-linear'), join(folder, '.hidden'));
  return folder;
}
