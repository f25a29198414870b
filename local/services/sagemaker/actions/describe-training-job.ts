import { action } from '../../../kernel/index.ts';
import { describeJob } from '../jobs/describe.ts';
import { jobNamed } from '../jobs/job.ts';
import { onNamed } from '../permissions.ts';

/** DescribeTrainingJob. */
export const describeTrainingJob = action(
  'DescribeTrainingJob',
  onNamed('DescribeTrainingJob', 'training-job', 'TrainingJobName'),
  (input: { readonly TrainingJobName: string }, { cloud }) =>
    describeJob(jobNamed(cloud, 'TrainingJob', input.TrainingJobName)),
);
