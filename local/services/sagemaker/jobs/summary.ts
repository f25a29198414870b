import type { Job } from './job.ts';

/** A job as lists show it. */
export function summaryOf(job: Job): Record<string, unknown> {
  const end =
    job.kind === 'TrainingJob'
      ? 'TrainingEndTime'
      : job.kind === 'TransformJob'
        ? 'TransformEndTime'
        : 'ProcessingEndTime';
  return {
    [`${job.kind}Name`]: job.name,
    [`${job.kind}Arn`]: job.arn,
    [`${job.kind}Status`]: job.status,
    CreationTime: new Date(job.created),
    LastModifiedTime: new Date(job.modified),
    ...(job.ended === undefined ? {} : { [end]: new Date(job.ended) }),
    ...(job.kind !== 'TrainingJob' && job.reason !== undefined
      ? { FailureReason: job.reason }
      : {}),
  };
}
