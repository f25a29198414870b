import { withoutTags } from '../tags.ts';
import type { Job } from './job.ts';
import type { FinalMetric } from './metrics.ts';

/** A job as Describe shows it: its request, how it stands, and what it came to. */
export function describeJob(job: Job): Record<string, unknown> {
  return {
    ...withoutTags(job.request),
    ...job.outcome,
    ...metricsOf(job),
    ...statusOf(job),
    [`${job.kind}Arn`]: job.arn,
    CreationTime: new Date(job.created),
    LastModifiedTime: new Date(job.modified),
    ...(job.reason === undefined ? {} : { FailureReason: job.reason }),
    ...timesOf(job),
  };
}

/** The description as events carry it: moments are epoch milliseconds. */
export function describeInEvent(
  job: Job,
  tags: Readonly<Record<string, string>>,
): Record<string, unknown> {
  return { ...(withMillis(describeJob(job)) as Record<string, unknown>), Tags: tags };
}

function withMillis(value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  if (Array.isArray(value)) return value.map(withMillis);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withMillis(member)]),
  );
}

function metricsOf({ outcome }: Job): Record<string, unknown> {
  const metrics = outcome.FinalMetricDataList as readonly FinalMetric[] | undefined;
  if (!metrics) return {};
  return {
    FinalMetricDataList: metrics.map((metric) => ({
      ...metric,
      Timestamp: new Date(metric.Timestamp),
    })),
  };
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
