import { withoutTags } from '../tags.ts';
import type { Job } from './job.ts';

/** A job as Describe shows it: its request, how it stands, and what it came to. */
export function describeJob(job: Job): Record<string, unknown> {
  return {
    ...withoutTags(job.request),
    ...job.outcome,
    ...statusOf(job),
    [`${job.kind}Arn`]: job.arn,
    CreationTime: new Date(job.created),
    LastModifiedTime: new Date(job.modified),
    ...(job.reason === undefined ? {} : { FailureReason: job.reason }),
    ...timesOf(job),
  };
}

/** The description as events carry it: moments are epoch milliseconds. */
export function describeInEvent(job: Job, tags: Readonly<Record<string, string>>): Record<string, unknown> {
  const shown = Object.entries(describeJob(job)).map(([name, value]) => [
    name,
    value instanceof Date ? value.getTime() : value,
  ]);
  const transitions = job.kind === 'TrainingJob' ? { SecondaryStatusTransitions: job.transitions } : {};
  return { ...(Object.fromEntries(shown) as Record<string, unknown>), ...transitions, Tags: tags };
}

function statusOf(job: Job): Record<string, unknown> {
  const status = { [`${job.kind}Status`]: job.status };
  if (job.kind !== 'TrainingJob') return status;
  const SecondaryStatusTransitions = job.transitions.map(
    ({ Status, StartTime, EndTime, StatusMessage }) => ({
      Status,
      StartTime: new Date(StartTime),
      ...(EndTime === undefined ? {} : { EndTime: new Date(EndTime) }),
      StatusMessage,
    }),
  );
  return { ...status, SecondaryStatus: job.secondary, SecondaryStatusTransitions };
}

function timesOf({ kind, started, ended }: Job): Record<string, Date> {
  const prefix = kind === 'ProcessingJob' ? 'Processing' : kind.replace('Job', '');
  return {
    ...(started === undefined ? {} : { [`${prefix}StartTime`]: new Date(started) }),
    ...(ended === undefined ? {} : { [`${prefix}EndTime`]: new Date(ended) }),
  };
}
