/** Roles that are not there, taken at their word: what services accept then, and what they do not. */
import { CreateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { CreateModelCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { aFunction, lambdaCloud, run } from '../services/lambda/support.ts';
import type { LambdaCloud } from '../services/lambda/support.ts';

const NOBODY = 'arn:aws:iam::000000000000:role/service-role/nobody';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:work';

let cloud: LambdaCloud;

beforeAll(async () => {
  cloud = await lambdaCloud({ rolesOnTrust: true });
  await new SQSClient(cloud.settings).send(new CreateQueueCommand({ QueueName: 'work' }));
});
afterAll(() => cloud.stop());

const sendWork = {
  StartAt: 'Send',
  States: {
    Send: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage',
      Parameters: { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/work', MessageBody: 'hello' },
      End: true,
    },
  },
};

/** The result of an execution of a state machine with this role. */
async function execution(name: string, definition: object, roleArn = NOBODY) {
  const sfn = new SFNClient(cloud.settings);
  const machine = { name, roleArn, definition: JSON.stringify(definition) };
  const { stateMachineArn } = await sfn.send(new CreateStateMachineCommand(machine));
  const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn }));
  return vi.waitUntil(async () => {
    const answer = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return answer.status === 'RUNNING' ? undefined : answer;
  });
}

test('what needs no permission works with a role that is not there', async () => {
  const states = { StartAt: 'A', States: { A: { Type: 'Pass', Result: 1, End: true } } };
  expect(await execution('pass', states)).toMatchObject({ status: 'SUCCEEDED', output: '1' });
});

test('what asks for a permission with it is denied in the words of AWS', async () => {
  expect(await execution('send', sendWork)).toMatchObject({
    status: 'FAILED',
    cause: expect.stringContaining('assumed-role/nobody/') as string,
  });
});

test('a machine that waits for jobs is accepted: the rules it needs are not looked for', async () => {
  const run = { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync:2' };
  const StateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:other';
  const parent = {
    StartAt: 'Run',
    States: { Run: { ...run, Parameters: { StateMachineArn }, End: true } },
  };
  expect(await execution('parent', parent)).toMatchObject({ status: 'FAILED' });
});

test('a function runs, and its mappings of a queue and of a stream are made', async () => {
  const { lambda } = cloud;
  const FunctionName = 'echo';
  await aFunction(cloud, FunctionName, 'return event;', { Role: NOBODY });
  expect(await run(cloud, FunctionName, [1])).toMatchObject({ value: [1] });
  const { TableDescription } = await new DynamoDBClient(cloud.settings).send(
    new CreateTableCommand({
      ...{ TableName: 'jobs', BillingMode: 'PAY_PER_REQUEST' },
      KeySchema: [{ AttributeName: 'k', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'k', AttributeType: 'S' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    }),
  );
  const map = (EventSourceArn: string, StartingPosition?: 'LATEST') =>
    lambda.send(
      new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn, StartingPosition }),
    );
  expect(await map(QUEUE)).toMatchObject({ State: 'Creating' });
  expect(await map(TableDescription!.LatestStreamArn!, 'LATEST')).toMatchObject({
    State: 'Creating',
  });
  await expect(map(`${QUEUE}-of-nobody`)).rejects.toThrow('The specified queue does not exist');
});

test('a schedule and a model are accepted', async () => {
  await new SchedulerClient(cloud.settings).send(
    new CreateScheduleCommand({
      ...{ Name: 's', ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: { Mode: 'OFF' } },
      Target: { Arn: QUEUE, RoleArn: NOBODY },
    }),
  );
  const PrimaryContainer = { Image: 'mine', ModelDataUrl: 's3://b/k' };
  await new SageMakerClient(cloud.settings).send(
    new CreateModelCommand({ ModelName: 'm', ExecutionRoleArn: NOBODY, PrimaryContainer }),
  );
});

test('a role that is there has to trust the service, under every path', async () => {
  for (const roleArn of [cloud.role, cloud.role.replace('role/', 'role/path/')]) {
    await expect(execution('refused', sendWork, roleArn)).rejects.toThrow(
      'Neither the global service principal states.amazonaws.com, nor the regional one',
    );
  }
});

test('roles of other accounts are refused, and nobody but a service is given a session', async () => {
  const foreign = NOBODY.replace('000000000000', '111111111111');
  await expect(execution('foreign', sendWork, foreign)).rejects.toThrow();
  await expect(
    new STSClient(cloud.settings).send(
      new AssumeRoleCommand({ RoleArn: NOBODY, RoleSessionName: 'me' }),
    ),
  ).rejects.toThrow('is not authorized to perform: sts:AssumeRole');
});
