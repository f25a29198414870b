import type { Cloud } from '../../../kernel/index.ts';
import { validationException } from '../errors.ts';
import { advanceJob } from './job-change.ts';
import { jobNamed } from './job.ts';
import type { JobKindName } from './job.ts';

/** Begins to stop a job: SIGTERM, and two minutes later SIGKILL. */
export function stopJob(cloud: Cloud, kind: JobKindName, name: string): void {
  const job = jobNamed(cloud, kind, name);
  if (job.status === 'Stopping') return;
  if (job.status !== 'InProgress') {
    throw validationException(
      `The job is in status '${job.status}', which is not one of: [InProgress, Stopping].`,
    );
  }
  advanceJob(cloud, job, {
    status: 'Stopping',
    secondary: 'Stopping',
    message: 'Stopping the training job',
  });
  cloud.outbox.send('sagemaker.stop-job', { arn: job.arn });
}
