import {
  CreateAliasCommand,
  CreateFunctionUrlConfigCommand,
  ListFunctionsCommand,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aFunction, lambdaCloud } from './support.ts';
import type { LambdaCloud } from './support.ts';

let cloud: LambdaCloud;
beforeAll(async () => {
  cloud = await lambdaCloud();
  await aFunction(cloud, 'valid', 'return 1;', { Publish: true });
});
afterAll(() => cloud.stop());

const refusal = (message: string) => ({
  name: 'ValidationException',
  message: `1 validation error detected: ${message}`,
});

test('numbers beyond their range are refused in the words of the model', async () => {
  await expect(
    cloud.lambda.send(new ListFunctionsCommand({ MaxItems: 10_001 })),
  ).rejects.toMatchObject(
    refusal(
      "Value '10001' at 'maxItems' failed to satisfy constraint: Member must have value less than or equal to 10000",
    ),
  );
  const concurrency = { FunctionName: 'valid', ReservedConcurrentExecutions: -1 };
  await expect(
    cloud.lambda.send(new PutFunctionConcurrencyCommand(concurrency)),
  ).rejects.toMatchObject(
    refusal(
      "Value '-1' at 'reservedConcurrentExecutions' failed to satisfy constraint: Member must have value greater than or equal to 0",
    ),
  );
});

test('a bad element of a list, value or key of a map is told as a fault of the whole', async () => {
  const code = { ZipFile: Buffer.from('') };
  const architectures = ['sparc' as 'arm64'];
  await expect(
    aFunction(cloud, 'bad', '', { Architectures: architectures, Code: code }),
  ).rejects.toMatchObject(
    refusal(
      "Value '[sparc]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]",
    ),
  );
  const weights = { AdditionalVersionWeights: { '1': 2 } };
  const alias = { FunctionName: 'valid', Name: 'live', FunctionVersion: '1' };
  await expect(
    cloud.lambda.send(new CreateAliasCommand({ ...alias, RoutingConfig: weights })),
  ).rejects.toMatchObject(
    refusal(
      "Value '{1=2.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
    ),
  );
});

test('names of variables are told, their values never', async () => {
  const Environment = { Variables: { 'no-name': 'secret' } };
  await expect(aFunction(cloud, 'bad', '', { Environment })).rejects.toMatchObject(
    refusal(
      "Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+, Member must not be null]",
    ),
  );
});

test('a function URL belongs to a function or an alias, not to a version', async () => {
  const url = { FunctionName: 'valid', AuthType: 'NONE', Qualifier: '1' } as const;
  await expect(cloud.lambda.send(new CreateFunctionUrlConfigCommand(url))).rejects.toMatchObject(
    refusal(
      "Value '1' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)",
    ),
  );
});

test('a name has 64 characters at most, a function 50 tags', async () => {
  const name = 'n'.repeat(65);
  await expect(aFunction(cloud, name, '')).rejects.toMatchObject(
    refusal(
      `Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    ),
  );
  const Tags = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`t${index}`, 'v']));
  await expect(aFunction(cloud, 'tagged', '', { Tags })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'Number of tags exceeds resource tag limit.',
  });
});
