import { action } from '../../../kernel/index.ts';
import { stopJob } from '../jobs/stop-job.ts';
import { onNamed } from '../permissions.ts';

/** StopProcessingJob. */
export const stopProcessingJob = action(
  'StopProcessingJob',
  onNamed('StopProcessingJob', 'processing-job', 'ProcessingJobName'),
  (input: { readonly ProcessingJobName: string }, { cloud }) => {
    stopJob(cloud, 'ProcessingJob', input.ProcessingJobName);
    return {};
  },
);
