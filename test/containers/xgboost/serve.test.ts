import { copyFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { aBase, bundled, start } from './programs.ts';
import { recordedPath } from './recorded.ts';

let program = '';
beforeAll(async () => {
  program = await bundled('serve');
});

async function freePort(): Promise<string> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return String(port);
}

describe('the serve program', () => {
  test('answers on its port once it listens, and ends in peace', async () => {
    const base = aBase({}, {});
    copyFileSync(recordedPath('models/abalone-reg'), join(base, 'model/xgboost-model'));
    const port = await freePort();
    const { child, output, ended } = start(program, base, { SAGEMAKER_BIND_TO_PORT: port });
    await output.holds('Listening');
    const address = `http://127.0.0.1:${port}`;
    expect((await fetch(`${address}/ping`)).status).toBe(200);
    const answer = await fetch(`${address}/invocations`, {
      method: 'POST', headers: {
        'Content-Type': 'text/csv',
      }, body: '1,0.455,0.365,0.095,0.514,0.2245,0.101,0.15',
    });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(await answer.text()).toBe('4.506988525390625\n');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  test('does not come up with a file that is no model', async () => {
    const base = aBase({}, {});
    writeFileSync(join(base, 'model/readme.txt'), 'this is not a model, whoever put it here');
    const { ended } = start(program, base, { SAGEMAKER_BIND_TO_PORT: await freePort() });
    expect(await ended).toBe(1);
  });
});
