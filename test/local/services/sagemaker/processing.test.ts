import { afterEach, expect, test } from 'vitest';
import { IMAGE, startTestCloud } from './support.ts';
import type { TestCloud } from './support.ts';

let cloud: TestCloud;
afterEach(() => cloud.end());

test('a processing job reads its inputs and uploads its outputs', async () => {
  cloud = await startTestCloud();
  await cloud.put('raw/a.txt', 'hello');
  await cloud.sagemaker('CreateProcessingJob', {
    ProcessingJobName: 'shout',
    RoleArn: cloud.roleArn,
    AppSpecification: { ImageUri: IMAGE, ContainerArguments: ['--loud', 'yes'] },
    ProcessingInputs: [
      {
        InputName: 'data',
        S3Input: {
          S3Uri: 's3://lake/raw/',
          LocalPath: '/opt/ml/processing/input/data',
          S3DataType: 'S3Prefix',
        },
      },
    ],
    ProcessingOutputConfig: {
      Outputs: [
        {
          OutputName: 'out',
          S3Output: {
            S3Uri: 's3://lake/clean',
            LocalPath: '/opt/ml/processing/output',
            S3UploadMode: 'EndOfJob',
          },
        },
      ],
    },
    ProcessingResources: {
      ClusterConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 10 },
    },
  });
  await cloud.settle();
  expect(
    await cloud.sagemaker('DescribeProcessingJob', { ProcessingJobName: 'shout' }),
  ).toMatchObject({
    ProcessingJobStatus: 'Completed',
    ExitMessage: '--loud yes',
  });
  expect((await cloud.get('clean/a.txt')).toString()).toBe('HELLO');
});
