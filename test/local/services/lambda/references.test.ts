import {
  CreateAliasCommand,
  CreateEventSourceMappingCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  GetProvisionedConcurrencyConfigCommand,
  GetRuntimeManagementConfigCommand,
  ListTagsCommand,
  PutProvisionedConcurrencyConfigCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aFunction, lambdaCloud } from './support.ts';
import type { LambdaCloud } from './support.ts';

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function';
const FunctionName = 'named';

let cloud: LambdaCloud;
beforeAll(async () => {
  cloud = await lambdaCloud();
  await aFunction(cloud, FunctionName, 'return 1;', { Publish: true });
  const alias = { FunctionName, Name: 'live', FunctionVersion: '1' };
  await cloud.lambda.send(new CreateAliasCommand(alias));
});
afterAll(() => cloud.stop());

const refusal = (name: string, message: string) => ({ name, message });

test('a name that carries another qualifier or region than the call means nothing', async () => {
  const other = { FunctionName: `${ARN}:named:live`, Qualifier: '1' };
  await expect(cloud.lambda.send(new GetFunctionCommand(other))).rejects.toMatchObject(
    refusal(
      'InvalidParameterValueException',
      'The derived qualifier from the function name does not match the specified qualifier.',
    ),
  );
  const away = { FunctionName: `${ARN.replace('us-east-1', 'eu-west-1')}:named` };
  await expect(cloud.lambda.send(new GetFunctionCommand(away))).rejects.toMatchObject(
    refusal(
      'ResourceNotFoundException',
      "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
    ),
  );
});

test('only $LATEST is changed, and an alias is deleted by its own action', async () => {
  const version = { FunctionName: 'named:1', Description: 'no' };
  await expect(
    cloud.lambda.send(new UpdateFunctionConfigurationCommand(version)),
  ).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringMatching(/^Current operation does not support versions other/) as unknown,
  });
  await expect(
    cloud.lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier: 'live' })),
  ).rejects.toMatchObject(
    refusal('InvalidParameterValueException', 'Deletion of aliases is not currently supported.'),
  );
});

test('the revision of an answer passes when the function has settled', async () => {
  const made = await aFunction(cloud, 'settling', 'return 1;');
  const settled = await cloud.lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: 'settling' }),
  );
  expect(settled.RevisionId).not.toBe(made.RevisionId);
  const change = { FunctionName: 'settling', Description: 'x', RevisionId: made.RevisionId };
  await expect(
    cloud.lambda.send(new UpdateFunctionConfigurationCommand(change)),
  ).rejects.toMatchObject(
    refusal(
      'PreconditionFailedException',
      'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    ),
  );
});

test('a version is provisioned by itself or by its alias', async () => {
  const one = { ProvisionedConcurrentExecutions: 1, FunctionName };
  await cloud.lambda.send(new PutProvisionedConcurrencyConfigCommand({ ...one, Qualifier: '1' }));
  await expect(
    cloud.lambda.send(new PutProvisionedConcurrencyConfigCommand({ ...one, Qualifier: 'live' })),
  ).rejects.toMatchObject(
    refusal(
      'ResourceConflictException',
      'Alias can not be used for Provisioned Concurrency configuration on an already Provisioned version',
    ),
  );
  const latest = { FunctionName, Qualifier: '$LATEST' };
  await expect(
    cloud.lambda.send(new GetProvisionedConcurrencyConfigCommand(latest)),
  ).rejects.toMatchObject(
    refusal(
      'InvalidParameterValueException',
      'The function resource provided must be an alias or a published version.',
    ),
  );
});

test('what belongs to a function says in its own words that there is none', async () => {
  const none = { FunctionName: 'nowhere' };
  await expect(
    cloud.lambda.send(new GetFunctionEventInvokeConfigCommand(none)),
  ).rejects.toMatchObject(refusal('ResourceNotFoundException', "The function doesn't exist."));
  await expect(
    cloud.lambda.send(new CreateFunctionUrlConfigCommand({ ...none, AuthType: 'NONE' })),
  ).rejects.toMatchObject(refusal('ResourceNotFoundException', 'Function does not exist'));
  await expect(
    cloud.lambda.send(new RemovePermissionCommand({ FunctionName, StatementId: 'none' })),
  ).rejects.toMatchObject(
    refusal('ResourceNotFoundException', 'No policy is associated with the given resource.'),
  );
  expect(
    await cloud.lambda.send(new GetRuntimeManagementConfigCommand({ FunctionName })),
  ).toMatchObject({ UpdateRuntimeOn: 'Auto', FunctionArn: `${ARN}:named:$LATEST` });
});

test('tags belong to functions and mappings, not to versions', async () => {
  await expect(
    cloud.lambda.send(new ListTagsCommand({ Resource: `${ARN}:named:1` })),
  ).rejects.toMatchObject(
    refusal(
      'InvalidParameterValueException',
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    ),
  );
  const queue = { QueueName: 'tagged' };
  await new SQSClient(cloud.settings).send(new CreateQueueCommand(queue));
  const { EventSourceMappingArn: Resource } = await cloud.lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName,
      EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:tagged',
      Tags: { a: '1' },
    }),
  );
  await cloud.lambda.send(new TagResourceCommand({ Resource, Tags: { b: '2' } }));
  expect((await cloud.lambda.send(new ListTagsCommand({ Resource }))).Tags).toEqual({
    a: '1',
    b: '2',
  });
});

test('logs in JSON have levels, plain ones have none', async () => {
  const made = await aFunction(cloud, 'levels', 'return 1;', {
    LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'DEBUG' },
  });
  expect(made.LoggingConfig).toEqual({
    LogFormat: 'JSON',
    ApplicationLogLevel: 'DEBUG',
    SystemLogLevel: 'INFO',
    LogGroup: '/aws/lambda/levels',
  });
});
