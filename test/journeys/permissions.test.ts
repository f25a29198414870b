import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudWatchClient, DescribeAlarmHistoryCommand, DescribeAlarmsCommand, SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { ListQueuesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ListTrainingJobsCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Encryption } from '../support/assembly.ts';
import { readLog } from '../../cli/aws/log-events.ts';
import { stopWhileTraining } from './support/abort.ts';
import { functionNamed } from './support/functions.ts';
import { copyOfAssembly, editTemplate, records, startJourney, upload } from './support/local-cloud.ts';
import type { Journey, Resource, Template } from './support/local-cloud.ts';

interface Statement {
  readonly Action: string | readonly string[];
}

/** Takes an action away from the policy whose id begins so. */
function without(action: string, policy: string): (template: Template) => void {
  return ({ Resources }) => {
    const isIt = ([id, { Type }]: [string, Resource]) => id.startsWith(policy) && Type.endsWith('Policy');
    const { Properties } = Object.entries(Resources).find(isIt)![1];
    const document = Properties.PolicyDocument as { Statement: readonly Statement[] };
    const left = document.Statement.map(({ Action, ...statement }) => ({
      ...statement, Action: [Action].flat().filter((given) => given !== action),
    }));
    expect(left.flatMap(({ Action }) => Action).length).toBeLessThan(
      document.Statement.flatMap(({ Action }) => Action).length,
    );
    const Statement = left.filter(({ Action }) => Action.length > 0);
    Properties.PolicyDocument = { ...document, Statement };
  };
}

let folder: string;
let journey: Journey | undefined;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'permissions-')); });
afterEach(async () => {
  await journey?.stop();
  journey = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** Deploys the app where the policy of a stack lacks one action. */
async function deployWithout(
  action: string, stack: string, policy: string, encryption?: Encryption,
): Promise<Journey> {
  const assembly = await copyOfAssembly(folder, encryption);
  editTemplate(assembly, stack, without(action, policy));
  journey = await startJourney(folder, assembly);
  return journey;
}

const CHURN = 'perennial-churn';
const PLATFORM = 'perennial-platform';

/** What a run cannot do without: whose permission it is, and what on. */
const RUNS = [
  ['the state machine', 'sagemaker:AddTags', CHURN, 'PipelineRole', 'training-job/churn-'],
  ['the state machine', 'iam:PassRole', CHURN, 'PipelineRole', 'role/perennial-churn-PipelineJobsTraining'],
  ['the training job', 's3:GetObject', CHURN, 'PipelineJobsTraining', 'runs/churn/'],
  ['plan-run', 'dynamodb:Query', PLATFORM, 'FunctionsplanrunRole', 'table/perennial-platform-Registry'],
  ['deploy-version', 'sagemaker:CreateEndpoint', PLATFORM, 'FunctionsdeployversionRole', 'endpoint/churn-a'],
  ['the training job', 'kms:Decrypt', CHURN, 'PipelineJobsTraining', 'key/', 'kms'],
  ['the endpoint', 'kms:Decrypt', CHURN, 'PipelineJobsModel', 'key/', 'kms'],
] as const;

/** AWS's words for what a role may not do. */
function denial(stack: string, policy: string, action: string, resource: string): RegExp {
  const role = `${stack}-${policy}`.slice(0, 40);
  return new RegExp(
    `User: arn:aws:sts::\\d{12}:assumed-role/${role}\\S+ is not authorized to perform: ${action} on resource: \\S*${resource}`,
  );
}

test.each(RUNS)('without the permission of %s to call %s the run fails with what AWS says', async (
  _, action, stack, policy, resource, encryption = undefined,
) => {
  const { connection, pass } = await deployWithout(action, stack, policy, encryption);
  await upload(connection, 'x.csv');
  await pass(60);
  expect(await records(connection, 'RUN#')).toMatchObject([
    { outcome: 'failed', outcomeReason: expect.stringMatching(denial(stack, policy, action, resource)) },
  ]);
  expect(await records(connection, 'ALIAS#champion')).toEqual([]);
  expect(await records(connection, 'LEASE')).toEqual([]);
});

test.each([
  ['stops its training job', undefined, 'Stopped'],
  ['cannot stop it without the permission, and it trains on', 'sagemaker:StopTrainingJob', 'Completed'],
])('an execution that is aborted %s', async (_, action, status) => {
  journey = action === undefined
    ? await startJourney(folder, await copyOfAssembly(folder))
    : await deployWithout(action, CHURN, 'PipelineRole');
  const { connection } = journey;
  await upload(connection, 'x.csv');
  await stopWhileTraining(journey);
  const { TrainingJobSummaries = [] } = await new SageMakerClient(connection.settings).send(
    new ListTrainingJobsCommand({}),
  );
  expect(TrainingJobSummaries.map(({ TrainingJobStatus }) => TrainingJobStatus)).toEqual([status]);
  expect(await records(connection, 'RUN#')).toMatchObject([{ outcome: 'stopped' }]);
});

test('a state machine whose role may not make the managed rule is not deployed', async () => {
  await expect(deployWithout('events:PutRule', CHURN, 'PipelineRole')).rejects.toThrow(
    /role\/perennial-churn-PipelineRole\S+' is not authorized to create managed-rule\./,
  );
});

/** The alarm on events that could not be processed. */
async function deadLetterAlarm(client: CloudWatchClient): Promise<string> {
  const command = new DescribeAlarmsCommand({ AlarmNamePrefix: `${PLATFORM}-DeadLetters` });
  return (await client.send(command)).MetricAlarms![0]!.AlarmName!;
}

test('an upload is not admitted where admission may not write, and its event is kept for people', async () => {
  const { connection, pass } = await deployWithout('dynamodb:PutItem', PLATFORM, 'FunctionsadmituploadRole');
  await upload(connection, 'x.csv');
  await pass(60);
  const { logGroup } = await functionNamed(connection, 'admit-upload');
  const lines = await readLog({ group: logGroup, since: 0, filter: 'ERROR' }, connection);
  const words = denial(PLATFORM, 'FunctionsadmituploadRole', 'dynamodb:PutItem', 'table/perennial-platform-Registry');
  expect(lines.map(({ message }) => message)).toContainEqual(expect.stringMatching(words));
  expect(await records(connection, 'UPLOAD#')).toEqual([]);
  const queues = new SQSClient(connection.settings);
  const { QueueUrls: [QueueUrl] = [] } = await queues.send(
    new ListQueuesCommand({ QueueNamePrefix: `${PLATFORM}-DeadLetters` }),
  );
  const { Messages = [] } = await queues.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages.map(({ Body }) => Body)).toEqual([expect.stringContaining('uploads/churn/data/x.csv')]);
  const alarms = new CloudWatchClient(connection.settings);
  const { AlarmHistoryItems } = await alarms.send(
    new DescribeAlarmHistoryCommand({ AlarmName: await deadLetterAlarm(alarms) }),
  );
  expect(AlarmHistoryItems!.map(({ HistorySummary }) => HistorySummary)).toContain('Alarm updated from OK to ALARM');
});

test('an alarm reaches nobody where CloudWatch may not publish to the topic', async () => {
  const { connection, pass, said } = await deployWithout('sns:Publish', PLATFORM, 'OncallTopicPolicy');
  const alarms = new CloudWatchClient(connection.settings);
  const AlarmName = await deadLetterAlarm(alarms);
  await alarms.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'to see who is told' }));
  await pass(24 * 60);
  expect(said()).toMatch(
    /gave up cloudwatch\.action .*User: cloudwatch\.amazonaws\.com is not authorized to perform: sns:Publish on resource/i,
  );
});
