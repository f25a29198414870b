/** The CDK bootstraps a local cloud, deploys this app to it, changes it and takes it away. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyCloud } from '../local/support/cloud.ts';
import type { TestCloud } from '../local/support/cloud.ts';

let cloud: TestCloud;
let folder: string;
let assembly: string;
beforeAll(async () => {
  cloud = await emptyCloud({ clock: 'real', startTime: undefined });
  folder = mkdtempSync(join(tmpdir(), 'cdk-'));
  assembly = join(folder, 'cdk.out');
});
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the CDK as one would against AWS, with an endpoint; answers what it said. */
async function cdk(...words: readonly string[]): Promise<string> {
  const { endpoint, region, credentials } = cloud.settings;
  const child = spawn(resolve('node_modules/.bin/cdk'), [...words, '--ci'], {
    env: {
      ...process.env,
      HOME: folder,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (said += text.toString()));
  const code = await new Promise((done) => child.once('close', done));
  expect([words.join(' '), code, code === 0 ? '' : said]).toEqual([words.join(' '), 0, '']);
  return said;
}

async function statuses(): Promise<Readonly<Record<string, string>>> {
  const { Stacks = [] } = await new CloudFormationClient(cloud.settings).send(new DescribeStacksCommand({}));
  return Object.fromEntries(Stacks.map(({ StackName, StackStatus }) => [StackName!, StackStatus!]));
}

describe('the CDK', { shuffle: false }, () => {
  test('bootstraps', async () => {
    await cdk('bootstrap', 'aws://000000000000/us-east-1');
    expect(await statuses()).toEqual({ CDKToolkit: 'CREATE_COMPLETE' });
  });

  test('deploys this app, by its assets and its roles', async () => {
    await cdk('deploy', '--all', '--require-approval', 'never', '--output', assembly);
    expect(await statuses()).toEqual({
      CDKToolkit: 'CREATE_COMPLETE',
      'perennial-platform': 'CREATE_COMPLETE',
      'perennial-churn': 'CREATE_COMPLETE',
      'perennial-taxi-fare': 'CREATE_COMPLETE',
    });
  });

  test('sees that nothing changed, and changes what did', async () => {
    expect(await cdk('deploy', 'perennial-platform', '--app', assembly)).toContain('(no changes)');
    const oncall = ['-c', 'oncall=you@example.com', '--output', assembly];
    await cdk('deploy', 'perennial-platform', '--require-approval', 'never', ...oncall);
    expect(await statuses()).toMatchObject({ 'perennial-platform': 'UPDATE_COMPLETE' });
  });

  test('takes it away', async () => {
    await cdk('destroy', '--all', '--force', '--app', assembly);
    expect(await statuses()).toEqual({ CDKToolkit: 'CREATE_COMPLETE' });
  });
});
