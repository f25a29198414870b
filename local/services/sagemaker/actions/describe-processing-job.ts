import { action } from '../../../kernel/index.ts';
import { describeJob } from '../jobs/describe.ts';
import { jobNamed } from '../jobs/job.ts';
import { onNamed } from '../permissions.ts';

/** DescribeProcessingJob. */
export const describeProcessingJob = action(
  'DescribeProcessingJob',
  onNamed('DescribeProcessingJob', 'processing-job', 'ProcessingJobName'),
  (input: { readonly ProcessingJobName: string }, { cloud }) =>
    describeJob(jobNamed(cloud, 'ProcessingJob', input.ProcessingJobName)),
);
