import {
  CreateAliasCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  InvokeCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutProvisionedConcurrencyConfigCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aFunction, aZip, lambdaCloud, nodeZip, run } from './support.ts';
import type { LambdaCloud } from './support.ts';

let cloud: LambdaCloud;
beforeAll(async () => {
  cloud = await lambdaCloud();
});
afterAll(() => cloud.stop());

test('a version keeps its code while $LATEST goes on, and is not made twice', async () => {
  const name = 'versions';
  await aFunction(cloud, name, 'return [1, context.functionVersion];');
  const first = await cloud.lambda.send(new PublishVersionCommand({ FunctionName: name }));
  const again = await cloud.lambda.send(new PublishVersionCommand({ FunctionName: name }));
  await cloud.lambda.send(
    new UpdateFunctionCodeCommand({
      FunctionName: name,
      ZipFile: nodeZip('return [2, context.functionVersion];'),
    }),
  );
  expect([first.Version, again.Version]).toEqual(['1', '1']);
  expect((await run(cloud, name)).value).toEqual([2, '$LATEST']);
  expect((await run(cloud, name, {}, '1')).value).toEqual([1, '1']);
  const { Versions = [] } = await cloud.lambda.send(
    new ListVersionsByFunctionCommand({ FunctionName: name }),
  );
  expect(Versions.map(({ Version }) => Version)).toEqual(['$LATEST', '1']);
});

test('an alias leads to its version, and is needed by it', async () => {
  const name = 'aliases';
  await aFunction(cloud, name, 'return 1;', { Publish: true });
  await cloud.lambda.send(
    new UpdateFunctionCodeCommand({
      FunctionName: name,
      ZipFile: nodeZip('return 2;'),
      Publish: true,
    }),
  );
  const alias = { FunctionName: name, Name: 'live' };
  await cloud.lambda.send(new CreateAliasCommand({ ...alias, FunctionVersion: '1' }));
  expect((await run(cloud, name, {}, 'live')).version).toBe('1');
  const weights = { AdditionalVersionWeights: { '1': 1 } };
  await cloud.lambda.send(
    new UpdateAliasCommand({ ...alias, FunctionVersion: '2', RoutingConfig: weights }),
  );
  expect((await run(cloud, name, {}, 'live')).version).toBe('1');
  await expect(
    cloud.lambda.send(new DeleteFunctionCommand({ FunctionName: name, Qualifier: '2' })),
  ).rejects.toMatchObject({ name: 'ResourceConflictException' });
});

test('what throws, leaves and takes too long is an answer with an error', async () => {
  const body = `
    if (event.throw) throw new RangeError('too far');
    if (event.exit) process.exit(3);
    await new Promise((resolve) => setTimeout(resolve, 5000));`;
  await aFunction(cloud, 'failing', body, { Timeout: 1 });
  const [thrown, left, late] = [
    await run(cloud, 'failing', { throw: true }),
    await run(cloud, 'failing', { exit: true }),
    await run(cloud, 'failing'),
  ];
  expect([thrown.error, left.error, late.error]).toEqual(['Unhandled', 'Unhandled', 'Unhandled']);
  expect(thrown.value).toMatchObject({ errorType: 'RangeError', errorMessage: 'too far' });
  expect(left.value).toMatchObject({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringMatching(
      /^RequestId: [\w-]+ Error: Runtime exited with error: exit status 3$/,
    ) as unknown,
  });
  expect(late.value).toMatchObject({
    errorType: 'Sandbox.Timedout',
    errorMessage: expect.stringMatching(
      /^RequestId: [\w-]+ Error: Task timed out after 1\.00 seconds$/,
    ) as unknown,
  });
});

test('the tail of the log is the end of what was printed, in order', async () => {
  await aFunction(cloud, 'printing', `console.log('one'); console.error('two'); return 3;`);
  const { log } = await run(cloud, 'printing');
  expect(log).toMatch(/^INIT_START .*\nSTART RequestId: .*\n(one\ntwo|two\none)\nEND RequestId/);
  expect(log).toMatch(/\nREPORT RequestId: [\w-]+\tDuration: .*\tInit Duration: .* ms\t\n$/);
});

test('a function that prints without end is cut short, and answers all the same', async () => {
  const body = `const line = 'x'.repeat(100_000);
    for (let i = 0; i < 400; i++) process.stdout.write(line); return 'done';`;
  await aFunction(cloud, 'loud', body, { Timeout: 30 });
  const { value, log } = await run(cloud, 'loud');
  expect(value).toBe('done');
  expect(log).toContain('the rest is dropped');
});

test('packages that lead out of their folder, or are none, are refused', async () => {
  const refused = { name: 'InvalidParameterValueException' };
  const out = aZip({ '../out.js': 'x' });
  await expect(aFunction(cloud, 'out', '', { Code: { ZipFile: out } })).rejects.toMatchObject(
    refused,
  );
  const none = Buffer.from('no package at all');
  await expect(aFunction(cloud, 'none', '', { Code: { ZipFile: none } })).rejects.toMatchObject(
    refused,
  );
  await expect(
    cloud.lambda.send(new GetFunctionCommand({ FunctionName: 'out' })),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:out',
  });
});

test('an executable named bootstrap is run as it is', async () => {
  const program = `#!${process.execPath}
    const base = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/';
    (async () => { for (;;) {
      const next = await fetch(base + 'next');
      const id = next.headers.get('lambda-runtime-aws-request-id');
      const body = JSON.stringify({ echoed: await next.json() });
      await fetch(base + id + '/response', { method: 'POST', body });
    } })();`;
  await aFunction(cloud, 'own', '', {
    Runtime: 'provided.al2023',
    Code: { ZipFile: aZip({ bootstrap: program }, 0o755) },
  });
  expect((await run(cloud, 'own', { a: 1 })).value).toEqual({ echoed: { a: 1 } });
});

test('nothing runs beyond the reserved concurrency, but for what is provisioned', async () => {
  const name = 'reserved';
  await aFunction(cloud, name, 'return process.env.AWS_LAMBDA_INITIALIZATION_TYPE;', {
    Publish: true,
  });
  const reserve = (n: number) =>
    cloud.lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions: n }),
    );
  await reserve(1);
  await cloud.lambda.send(
    new PutProvisionedConcurrencyConfigCommand({
      FunctionName: name,
      Qualifier: '1',
      ProvisionedConcurrentExecutions: 1,
    }),
  );
  await cloud.running.dispatcher.advanceTo(cloud.running.cloud.world.now() + 5000);
  expect((await run(cloud, name, {}, '1')).value).toBe('provisioned-concurrency');
  await expect(run(cloud, name)).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  });
  await expect(reserve(0)).rejects.toThrow(
    "ReservedConcurrentExecutions  0 should not be lower than function's total provisioned concurrency [1].",
  );
});

test('a change on an old revision is refused, and variables of Lambda itself too', async () => {
  const name = 'revised';
  const { RevisionId } = await aFunction(cloud, name, 'return 1;');
  const change = (more: object) =>
    cloud.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, ...more }));
  await change({ Timeout: 4 });
  await expect(change({ Timeout: 5, RevisionId })).rejects.toMatchObject({
    name: 'PreconditionFailedException',
  });
  await expect(change({ Environment: { Variables: { AWS_REGION: 'x' } } })).rejects.toThrow(
    'Reserved keys used in this request: AWS_REGION',
  );
});

test('a payload that is no JSON never reaches the function', async () => {
  await aFunction(cloud, 'strict', 'return event;');
  await expect(
    cloud.lambda.send(new InvokeCommand({ FunctionName: 'strict', Payload: Buffer.from('{') })),
  ).rejects.toMatchObject({ name: 'InvalidRequestContentException' });
});
