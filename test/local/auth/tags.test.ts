/** Policies that ask for tags: of who calls, of what the call would make, of what it is about. */
import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  PutCompositeAlarmCommand,
} from '@aws-sdk/client-cloudwatch';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateKeyCommand, DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import {
  CreateModelCommand,
  DescribeModelCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import {
  CreateScheduleGroupCommand,
  GetScheduleGroupCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import {
  CreateStateMachineCommand,
  DescribeStateMachineCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { CreateTopicCommand, GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SQSClient,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeZip } from '../services/lambda/support.ts';
import { asRole, emptyCloud } from '../support/cloud.ts';
import type { TestCloud } from '../support/cloud.ts';

type Settings = TestCloud['settings'];

/** How a thing of a service is made with tags and looked at. */
interface Tagged {
  /** Answers what names the thing. */
  readonly make: (settings: Settings, name: string, tags: Tags) => Promise<string>;
  readonly look: (settings: Settings, made: string) => Promise<unknown>;
}

type Tags = Readonly<Record<string, string>>;

const ROLE = 'arn:aws:iam::000000000000:role/blue';

const listed = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

const SERVICES: Readonly<Record<string, Tagged>> = {
  sqs: {
    make: async (settings, QueueName, tags) =>
      (await new SQSClient(settings).send(new CreateQueueCommand({ QueueName, tags }))).QueueUrl!,
    look: (settings, QueueUrl) =>
      new SQSClient(settings).send(new GetQueueAttributesCommand({ QueueUrl })),
  },
  sns: {
    make: async (settings, Name, tags) =>
      (await new SNSClient(settings).send(new CreateTopicCommand({ Name, Tags: listed(tags) })))
        .TopicArn!,
    look: (settings, TopicArn) =>
      new SNSClient(settings).send(new GetTopicAttributesCommand({ TopicArn })),
  },
  ssm: {
    make: async (settings, Name, tags) => {
      const input = { Name, Value: '1', Type: 'String' as const, Tags: listed(tags) };
      await new SSMClient(settings).send(new PutParameterCommand(input));
      return Name;
    },
    look: (settings, Name) => new SSMClient(settings).send(new GetParameterCommand({ Name })),
  },
  kms: {
    make: async (settings, Description, tags) => {
      const Tags = Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
      const made = await new KMSClient(settings).send(new CreateKeyCommand({ Description, Tags }));
      return made.KeyMetadata!.Arn!;
    },
    look: (settings, KeyId) => new KMSClient(settings).send(new DescribeKeyCommand({ KeyId })),
  },
  dynamodb: {
    make: async (settings, TableName, tags) => {
      const input = {
        TableName,
        Tags: listed(tags),
        BillingMode: 'PAY_PER_REQUEST' as const,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
      };
      await new DynamoDBClient(settings).send(new CreateTableCommand(input));
      return TableName;
    },
    look: (settings, TableName) =>
      new DynamoDBClient(settings).send(new DescribeTableCommand({ TableName })),
  },
  events: {
    make: async (settings, Name, tags) => {
      const input = { Name, EventPattern: '{"source":["a"]}', Tags: listed(tags) };
      await new EventBridgeClient(settings).send(new PutRuleCommand(input));
      return Name;
    },
    look: (settings, Name) =>
      new EventBridgeClient(settings).send(new DescribeRuleCommand({ Name })),
  },
  scheduler: {
    make: async (settings, Name, tags) => {
      const input = { Name, Tags: listed(tags) };
      await new SchedulerClient(settings).send(new CreateScheduleGroupCommand(input));
      return Name;
    },
    look: (settings, Name) =>
      new SchedulerClient(settings).send(new GetScheduleGroupCommand({ Name })),
  },
  cloudwatch: {
    make: async (settings, AlarmName, tags) => {
      const input = { AlarmName, AlarmRule: 'FALSE', Tags: listed(tags) };
      await new CloudWatchClient(settings).send(new PutCompositeAlarmCommand(input));
      return AlarmName;
    },
    look: (settings, name) =>
      new CloudWatchClient(settings).send(new DeleteAlarmsCommand({ AlarmNames: [name] })),
  },
  states: {
    make: async (settings, name, tags) => {
      const input = {
        name,
        roleArn: ROLE,
        definition: '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}',
        tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
      };
      const made = await new SFNClient(settings).send(new CreateStateMachineCommand(input));
      return made.stateMachineArn!;
    },
    look: (settings, stateMachineArn) =>
      new SFNClient(settings).send(new DescribeStateMachineCommand({ stateMachineArn })),
  },
  lambda: {
    make: async (settings, FunctionName, Tags) => {
      const code = { Code: { ZipFile: nodeZip('') }, Handler: 'index.handler', Role: ROLE };
      const input = { FunctionName, Tags, Runtime: 'nodejs20.x' as const, ...code };
      await new LambdaClient(settings).send(new CreateFunctionCommand(input));
      return FunctionName;
    },
    look: (settings, FunctionName) =>
      new LambdaClient(settings).send(new GetFunctionConfigurationCommand({ FunctionName })),
  },
  sagemaker: {
    make: async (settings, ModelName, tags) => {
      const PrimaryContainer = { Image: 'image' };
      const input = { ModelName, ExecutionRoleArn: ROLE, PrimaryContainer, Tags: listed(tags) };
      await new SageMakerClient(settings).send(new CreateModelCommand(input));
      return ModelName;
    },
    look: (settings, ModelName) =>
      new SageMakerClient(settings).send(new DescribeModelCommand({ ModelName })),
  },
  iam: {
    make: async (settings, RoleName, tags) => {
      const AssumeRolePolicyDocument = JSON.stringify(TRUST);
      const input = { RoleName, AssumeRolePolicyDocument, Tags: listed(tags) };
      await new IAMClient(settings).send(new CreateRoleCommand(input));
      return RoleName;
    },
    look: (settings, RoleName) => new IAMClient(settings).send(new GetRoleCommand({ RoleName })),
  },
};

const TRUST = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: {
        Service: ['states.amazonaws.com', 'lambda.amazonaws.com', 'sagemaker.amazonaws.com'],
      },
      Action: 'sts:AssumeRole',
    },
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::000000000000:root' },
      Action: 'sts:AssumeRole',
    },
  ],
};

/** A team makes only what bears its own tag and no key but two, and looks only at its own. */
const POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: {
        StringEquals: { 'aws:RequestTag/team': '${aws:PrincipalTag/Team}' },
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'cost'] },
      },
    },
    {
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: {
        StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/Team}' },
        Null: { 'aws:TagKeys': 'true' },
      },
    },
    { Effect: 'Allow', Action: 'iam:PassRole', Resource: ROLE },
  ],
};

let cloud: TestCloud;
let blue: Settings;

beforeAll(async () => {
  cloud = await emptyCloud();
  const iam = new IAMClient(cloud.settings);
  const Tags = [{ Key: 'Team', Value: 'blue' }];
  const AssumeRolePolicyDocument = JSON.stringify(TRUST);
  await iam.send(new CreateRoleCommand({ RoleName: 'blue', AssumeRolePolicyDocument, Tags }));
  const PolicyDocument = JSON.stringify(POLICY);
  await iam.send(new PutRolePolicyCommand({ RoleName: 'blue', PolicyName: 'own', PolicyDocument }));
  blue = asRole(cloud, ROLE);
});
afterAll(() => cloud.stop());

test.each(Object.entries(SERVICES))(
  '%s: a team makes what bears its tag, and sees nothing of another',
  async (_service, { make, look }) => {
    await expect(make(blue, 'untagged', {})).rejects.toThrow(/not authorized/);
    await expect(make(blue, 'foreign', { team: 'red' })).rejects.toThrow(/not authorized/);
    await expect(make(blue, 'odd', { team: 'blue', secret: '1' })).rejects.toThrow(
      /not authorized/,
    );
    await look(blue, await make(blue, 'own', { team: 'blue', cost: '7' }));
    const red = await make(cloud.settings, 'red', { team: 'red' });
    await expect(look(blue, red)).rejects.toThrow(/not authorized/);
  },
);

test('taking tags away tells their keys', async () => {
  const QueueUrl = await SERVICES.sqs!.make(cloud.settings, 'plain', { team: 'blue', cost: '1' });
  const untag = new UntagQueueCommand({ QueueUrl, TagKeys: ['cost'] });
  await expect(new SQSClient(blue).send(untag)).rejects.toThrow(/not authorized/);
});
