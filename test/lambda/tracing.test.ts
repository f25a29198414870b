import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';

/** What Lambda sets where a daemon of X-Ray listens. */
function asLambda(daemon: string): void {
  vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', daemon);
  vi.stubEnv('AWS_EXECUTION_ENV', 'AWS_Lambda_nodejs22.x');
  vi.stubEnv('LAMBDA_TASK_ROOT', '/var/task');
  vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1');
}

test('the body of a function reaches the daemon of X-Ray as a subsegment', async () => {
  const daemon = createSocket('udp4');
  await new Promise<void>((resolve) => daemon.bind(0, '127.0.0.1', resolve));
  const heard = new Promise<string>((resolve) => daemon.once('message', (bytes) => resolve(bytes.toString('utf8'))));
  asLambda(`127.0.0.1:${(daemon.address() as AddressInfo).port}`);
  vi.resetModules();
  const { traced } = await import('../../lambda/shared/tracing.ts');
  expect(await traced(async () => 7)).toBe(7);
  const [, segment = ''] = (await heard).split('\n');
  expect(JSON.parse(segment)).toMatchObject({ name: '## body', trace_id: '1-5759e988-bd862e3fe1be46a994272793' });
  daemon.close();
  vi.unstubAllEnvs();
});

test('without a daemon the body runs, and nothing of X-Ray is loaded', async () => {
  vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', undefined);
  vi.resetModules();
  vi.doMock('@aws-lambda-powertools/tracer', () => {
    throw new Error('it was loaded');
  });
  const { traced } = await import('../../lambda/shared/tracing.ts');
  expect(await traced(async () => 7)).toBe(7);
  vi.doUnmock('@aws-lambda-powertools/tracer');
  vi.unstubAllEnvs();
});
