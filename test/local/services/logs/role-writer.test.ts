import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { roleWriter } from '../../../../local/services/logs/role-writer.ts';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await emptyCloud();
});
afterAll(() => cloud.stop());

/** A session of a new role that may do these things. */
async function roleThatMay(RoleName: string, actions: readonly string[]) {
  const iam = new IAMClient(cloud.settings);
  const trust = {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  };
  const allowed = { Effect: 'Allow', Action: actions, Resource: '*' };
  await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify({ Statement: trust }),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: 'p',
      PolicyDocument: JSON.stringify({ Statement: allowed }),
    }),
  );
  const { accountId, assumeRole } = cloud.running.cloud;
  const service = { kind: 'service', arn: 'lambda.amazonaws.com', accountId } as const;
  return assumeRole(`arn:aws:iam::${accountId}:role/${RoleName}`, 'session', service);
}

test('a role that may write does, and one that may not loses its lines without a word', async () => {
  const target = { group: '/aws/lambda/f', stream: 's' };
  const silent = await roleThatMay('silent', ['logs:CreateLogStream']);
  const heard = await roleThatMay('heard', ['logs:CreateLogStream', 'logs:PutLogEvents']);
  roleWriter(cloud.running.cloud, silent, target)('lost');
  roleWriter(cloud.running.cloud, heard, target)('kept');
  roleWriter(cloud.running.cloud, heard, { ...target, makesGroup: true })('lost too');
  const logs = new CloudWatchLogsClient(cloud.settings);
  const input = { logGroupName: target.group, logStreamName: target.stream };
  const { events = [] } = await logs.send(new GetLogEventsCommand(input));
  expect(events.map(({ message }) => message)).toEqual(['kept']);
});
