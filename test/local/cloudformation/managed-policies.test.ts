import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AttachRolePolicyCommand,
  DeletePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { FilterLogEventsCommand, CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deployAssembly } from '../../../local/index.ts';
import { asRole, emptyCloud } from '../support/cloud.ts';
import type { TestCloud } from '../support/cloud.ts';

const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

let cloud: TestCloud;
let outdir: string;

beforeAll(async () => {
  cloud = await emptyCloud();
  outdir = mkdtempSync(join(tmpdir(), 'managed-'));
  await deploy(['AmazonS3ReadOnlyAccess', 'AmazonSageMakerFullAccess']);
});
afterAll(async () => {
  await cloud.stop();
  rmSync(outdir, { recursive: true, force: true });
});

/** What a stack looks like that nobody wrote for the local cloud: CDK makes the function's role. */
async function deploy(policies: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(outdir, 'cdk-'));
  const stack = new Stack(new App({ outdir: folder }), 'foreign');
  new lambda.Function(stack, 'Function', {
    functionName: 'plain',
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => { console.log("here"); };'),
  });
  new iam.Role(stack, 'Reader', {
    roleName: 'reader',
    assumedBy: new iam.AccountRootPrincipal(),
    managedPolicies: policies.map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name)),
  });
  (stack.node.root as App).synth();
  await deployAssembly(cloud.running, folder);
}

test('a plain function of a foreign stack deploys, and may write its log', async () => {
  const { FunctionError } = await new LambdaClient(cloud.settings).send(
    new InvokeCommand({ FunctionName: 'plain' }),
  );
  expect(FunctionError).toBeUndefined();
  const { events = [] } = await new CloudWatchLogsClient(cloud.settings).send(
    new FilterLogEventsCommand({ logGroupName: '/aws/lambda/plain', filterPattern: 'here' }),
  );
  expect(events).toHaveLength(1);
});

test('a role may what its managed policies say, until an update takes them away', async () => {
  const reader = new S3Client(
    asRole(cloud, `arn:aws:iam::${cloud.running.cloud.accountId}:role/reader`),
  );
  await reader.send(new ListBucketsCommand({}));
  await deploy(['AWSXRayDaemonWriteAccess']);
  await expect(reader.send(new ListBucketsCommand({}))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  const { AttachedPolicies } = await new IAMClient(cloud.settings).send(
    new ListAttachedRolePoliciesCommand({ RoleName: 'reader' }),
  );
  expect(AttachedPolicies).toEqual([
    {
      PolicyArn: 'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess',
      PolicyName: 'AWSXRayDaemonWriteAccess',
    },
  ]);
});

test('policies of AWS that are not known here are refused, and none of them is deleted', async () => {
  const client = new IAMClient(cloud.settings);
  const unknown = 'arn:aws:iam::aws:policy/AmazonMachineLearningFullAccess';
  await expect(
    client.send(new AttachRolePolicyCommand({ RoleName: 'reader', PolicyArn: unknown })),
  ).rejects.toMatchObject({
    message: `Policy ${unknown} does not exist or is not attachable.`,
  });
  await expect(client.send(new DeletePolicyCommand({ PolicyArn: BASIC }))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
});
