import { action } from '../../../kernel/index.ts';
import { describeJob } from '../jobs/describe.ts';
import { jobNamed } from '../jobs/job.ts';
import { onNamed } from '../permissions.ts';

/** DescribeTransformJob. */
export const describeTransformJob = action(
  'DescribeTransformJob',
  onNamed('DescribeTransformJob', 'transform-job', 'TransformJobName'),
  (input: { readonly TransformJobName: string }, { cloud }) =>
    describeJob(jobNamed(cloud, 'TransformJob', input.TransformJobName)),
);
