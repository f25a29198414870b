/** The AWS CLI does what a person would do, and sees what the loop did. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findPlatform } from '../../cli/aws/platform.ts';
import type { PlatformAddress } from '../../cli/aws/platform.ts';
import { deployedCloud } from '../support/deployed-cloud.ts';
import type { DeployedCloud } from '../support/deployed-cloud.ts';
import { program } from './support/program.ts';

let cloud: DeployedCloud;
let platform: PlatformAddress;
beforeAll(async () => {
  cloud = await deployedCloud();
  platform = await findPlatform(cloud.connection);
});
afterAll(() => cloud.stop());

async function aws(...words: readonly string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await program('aws', ['--endpoint-url', cloud.endpoint, ...words, '--output', 'json'], {
    AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_DEFAULT_REGION: 'us-east-1', AWS_PAGER: '',
  });
  expect([words.join(' '), code, code === 0 ? '' : err]).toEqual([words.join(' '), 0, '']);
  return out.trimStart().startsWith('{') ? (JSON.parse(out) as Record<string, unknown>) : { out };
}

describe('the AWS CLI', { shuffle: false }, () => {
  test('uploads a file, and the loop trains and promotes a version', async () => {
    const target = `s3://${platform.landingBucket}/uploads/churn/data/customers.csv.gz`;
    await aws('s3', 'cp', 'pipelines/churn/data/telco-customer-churn.csv.gz', target);
    const { stateMachines } = await aws('stepfunctions', 'list-state-machines') as {
      stateMachines: { stateMachineArn: string; name: string }[];
    };
    const { stateMachineArn } = stateMachines.find(({ name }) => name === 'perennial-churn')!;
    await vi.waitFor(async () => {
      const { executions } = await aws('stepfunctions', 'list-executions', '--state-machine-arn', stateMachineArn);
      expect(executions).toMatchObject([{ status: 'SUCCEEDED' }]);
    }, { timeout: 300_000, interval: 3000 });
  });

  test('lists the job that trained it', async () => {
    const { TrainingJobSummaries } = await aws('sagemaker', 'list-training-jobs');
    expect(TrainingJobSummaries).toMatchObject([
      { TrainingJobName: expect.stringMatching(/^churn-/), TrainingJobStatus: 'Completed' },
    ]);
  });

  test('reads the receipt beside the upload', async () => {
    const { out } = await aws('s3', 'ls', `s3://${platform.landingBucket}/receipts/`, '--recursive');
    expect(out).toContain('receipts/churn/data/customers.csv.gz.json');
  });

  test('scans the registry', async () => {
    const { Items } = await aws('dynamodb', 'scan', '--table-name', platform.registryTable) as {
      Items: { sk: { S: string } }[];
    };
    expect(Items.map(({ sk }) => sk.S)).toContain('ALIAS#champion');
  });

  test('describes the alarms', async () => {
    const { MetricAlarms } = await aws('cloudwatch', 'describe-alarms') as { MetricAlarms: { AlarmName: string }[] };
    expect(MetricAlarms.map(({ AlarmName }) => AlarmName)).toContain('perennial-churn-drift');
  });
});
