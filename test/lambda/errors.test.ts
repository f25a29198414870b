import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { respond } from '../../lambda/manage-model/respond.ts';
import { prepare } from '../../lambda/prepare-features/handler.ts';
import { plan } from '../../lambda/plan-run/handler.ts';
import { readRun, readVersion } from '../../lambda/shared/runs.ts';
import { errorOf } from '../domain/support/code-of.ts';
import { Platform } from './support/platform.ts';
import { asCsv, rides, ridesDefinition } from './support/rides.ts';
import type { AddressInfo } from 'node:net';

const REQUEST = {
  RequestType: 'Create' as const, RequestId: 'r', StackId: 's', LogicalResourceId: 'Model', ResourceProperties: {},
};

/** Answers a custom resource request to a server of ours; what arrived there. */
async function answered(statusCode: number): Promise<{ body: unknown; type: string | undefined }> {
  const arrived = { body: undefined as unknown, type: undefined as string | undefined };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      Object.assign(arrived, { body: JSON.parse(Buffer.concat(chunks).toString()), type: request.headers['content-type'] });
      response.writeHead(statusCode).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  try {
    const url = `http://127.0.0.1:${port}/`;
    await respond({ ...REQUEST, ResponseURL: url }, { status: 'FAILED', physicalResourceId: 'p', reason: 'x'.repeat(5000) });
    return arrived;
  } finally {
    server.close();
  }
}

describe('answers to CloudFormation', () => {
  test('carry what it asked with, a short reason, and no content type', async () => {
    const { body, type } = await answered(200);
    expect(body).toEqual({
      Status: 'FAILED', Reason: 'x'.repeat(1000), PhysicalResourceId: 'p', StackId: 's', RequestId: 'r', LogicalResourceId: 'Model',
      Data: {},
    });
    expect(type ?? '').toBe('');
  });

  test('that are not taken are an error, so that the call is made again', async () => {
    await expect(answered(403)).rejects.toMatchObject({ code: 'CallbackFailed' });
  });
});

describe('what has to be there', () => {
  test('a run and a version that are not are told by their ids', () => {
    expect(errorOf(() => readRun(null, '20190301-00000001'))).toMatchObject({ code: 'UnknownRun' });
    expect(errorOf(() => readVersion(undefined, 7))).toMatchObject({
      code: 'UnknownVersion', message: 'name a version that was registered: there is no version 7',
    });
  });

  test('an object that a dataset is pinned to is told by its key', async () => {
    const platform = new Platform('2019-02-10T00:00:00Z');
    platform.define(ridesDefinition({ training: { minimumRows: 100_000 } }));
    const { uploadId } = await platform.upload('uploads/rides/data/a.csv', asCsv(rides('2019-01-01', 10)));
    await plan({ model: 'rides', runId: '20190210-00000001', decisionId: 'd', reason: 'manual', changedAt: null }, platform);
    platform.lake.objects.delete(`accepted/rides/day=2019-02-10/${uploadId}.parquet`);
    await expect(prepare({ model: 'rides', runId: '20190210-00000001' }, platform)).rejects.toMatchObject({
      code: 'ObjectMissing', message: `restore 'accepted/rides/day=2019-02-10/${uploadId}.parquet': a dataset is pinned to it`,
    });
  });
});
