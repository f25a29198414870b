import {
  CreateAliasCommand,
  CreateFunctionUrlConfigCommand,
  GetFunctionCommand,
  ListFunctionsCommand,
  PutFunctionConcurrencyCommand,
  UpdateFunctionConfigurationCommand,
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

test('what is no runtime, and what no longer is one, are refused as AWS refuses them', async () => {
  const refused = { name: 'InvalidParameterValueException' };
  await expect(
    aFunction(cloud, 'cobol', 'return 1;', { Runtime: 'cobol' as 'nodejs20.x' }),
  ).rejects.toMatchObject({
    ...refused,
    message: expect.stringMatching(
      /^Value cobol at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: \[.*nodejs24.x.*\] or be a valid ARN$/,
    ) as string,
  });
  await expect(
    aFunction(cloud, 'old', 'return 1;', { Runtime: 'python2.7' }),
  ).rejects.toMatchObject({
    ...refused,
    message:
      'The runtime parameter of python2.7 is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.',
  });
  await expect(aFunction(cloud, 'beans', '', { Runtime: 'java21' })).rejects.toMatchObject({
    name: 'UnknownOperationException',
  });
});

test('only logs in JSON have levels, also where the format was chosen before', async () => {
  const levels = { ApplicationLogLevel: 'WARN' } as const;
  await expect(
    aFunction(cloud, 'levels', 'return 1;', { LoggingConfig: levels }),
  ).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message:
      'LogLevel is not supported when LogFormat is set to "Text". Remove LogLevel from your request or change the LogFormat to "Json" and try again.',
  });
  await aFunction(cloud, 'levels', 'return 1;', { LoggingConfig: { LogFormat: 'JSON' } });
  const changed = await cloud.lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName: 'levels', LoggingConfig: levels }),
  );
  expect(changed.LoggingConfig).toMatchObject({ LogFormat: 'JSON', ...levels });
});

test('functions of other accounts are not to be had under the names of own ones', async () => {
  const FunctionName = 'arn:aws:lambda:us-east-1:111122223333:function:valid';
  await expect(cloud.lambda.send(new GetFunctionCommand({ FunctionName }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: `User: arn:aws:iam::000000000000:root is not authorized to perform: lambda:GetFunction on resource: ${FunctionName} because no resource-based policy allows the lambda:GetFunction action`,
  });
});

test('what a function would need and does not get here is refused, not left out', async () => {
  const csc = 'arn:aws:lambda:us-east-1:000000000000:code-signing-config:csc-0123456789abcdef0';
  for (const more of [{ PackageType: 'Image' }, { CodeSigningConfigArn: csc }] as const)
    await expect(aFunction(cloud, 'more', 'return 1;', more)).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
});
