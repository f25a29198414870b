import type { Cloud } from '../../../kernel/index.ts';
import { withoutTags } from '../tags.ts';
import { notImproving } from './enough.ts';
import { bestOf, trialsOf } from './trials.ts';
import type { Trial } from './trials.ts';
import type { TuningJob } from './tuning-job.ts';
import { overallBest } from './warm-start.ts';

/** How a moment is shown: as a date in answers, as milliseconds in events. */
export type Moment = (millis: number) => Date | number;

const asDate: Moment = (millis) => new Date(millis);

/** A tuning job as Describe shows it. */
export function describeTuning(
  cloud: Cloud,
  tuning: TuningJob,
  moment: Moment = asDate,
): Record<string, unknown> {
  const trials = trialsOf(cloud, tuning);
  const best = bestOf(trials);
  const overall = overallBest(cloud, tuning, trials);
  return {
    ...withoutTags(tuning.request),
    HyperParameterTuningJobArn: tuning.arn,
    HyperParameterTuningJobStatus: tuning.status,
    CreationTime: moment(tuning.created),
    LastModifiedTime: moment(tuning.modified),
    ...(tuning.ended === undefined ? {} : { HyperParameterTuningEndTime: moment(tuning.ended) }),
    ...countersOf(trials),
    TuningJobCompletionDetails: {
      NumberOfTrainingJobsObjectiveNotImproving: notImproving(trials),
    },
    ...(best ? { BestTrainingJob: trialSummary(best, moment) } : {}),
    ...(overall
      ? {
          OverallBestTrainingJob: {
            ...trialSummary(overall.trial, moment),
            TuningJobName: overall.tuningJob,
          },
        }
      : {}),
    ...(tuning.reason === undefined ? {} : { FailureReason: tuning.reason }),
    ConsumedResources: {
      RuntimeInSeconds: trials.reduce((sum, { job }) => sum + secondsOf(job.outcome), 0),
    },
  };
}

/** A tuning job as lists show it. */
export function summarizeTuning(cloud: Cloud, tuning: TuningJob): Record<string, unknown> {
  const { Strategy, ResourceLimits } = tuning.request.HyperParameterTuningJobConfig;
  return {
    HyperParameterTuningJobName: tuning.name,
    HyperParameterTuningJobArn: tuning.arn,
    HyperParameterTuningJobStatus: tuning.status,
    Strategy,
    CreationTime: new Date(tuning.created),
    LastModifiedTime: new Date(tuning.modified),
    ...(tuning.ended === undefined ? {} : { HyperParameterTuningEndTime: new Date(tuning.ended) }),
    ...countersOf(trialsOf(cloud, tuning)),
    ResourceLimits,
  };
}

/** A training job of a tuning job, with what was tried and what came of it. */
export function trialSummary(
  { job, tuned, definition, objective, value }: Trial,
  moment: Moment = asDate,
): Record<string, unknown> {
  return {
    ...(definition === undefined ? {} : { TrainingJobDefinitionName: definition }),
    TrainingJobName: job.name,
    TrainingJobArn: job.arn,
    CreationTime: moment(job.created),
    ...(job.started === undefined ? {} : { TrainingStartTime: moment(job.started) }),
    ...(job.ended === undefined ? {} : { TrainingEndTime: moment(job.ended) }),
    TrainingJobStatus: job.status,
    TunedHyperParameters: tuned,
    ...(job.reason === undefined ? {} : { FailureReason: job.reason }),
    ...(value === undefined
      ? {}
      : {
          FinalHyperParameterTuningJobObjectiveMetric: {
            Type: objective.Type,
            MetricName: objective.MetricName,
            Value: value,
          },
        }),
    ObjectiveStatus: objectiveStatus(job.status, value),
  };
}

function objectiveStatus(status: string, value: number | undefined): string {
  if (value !== undefined && status !== 'InProgress') return 'Succeeded';
  return status === 'InProgress' || status === 'Stopping' ? 'Pending' : 'Failed';
}

function countersOf(trials: readonly Trial[]): Record<string, unknown> {
  const count = (...statuses: string[]) =>
    trials.filter(({ job }) => statuses.includes(job.status)).length;
  const objectives = trials.map(({ job, value }) => objectiveStatus(job.status, value));
  const told = (status: string) => objectives.filter((each) => each === status).length;
  return {
    TrainingJobStatusCounters: {
      Completed: count('Completed'),
      InProgress: count('InProgress', 'Stopping'),
      RetryableError: 0,
      NonRetryableError: count('Failed'),
      Stopped: count('Stopped'),
    },
    ObjectiveStatusCounters: {
      Succeeded: told('Succeeded'),
      Pending: told('Pending'),
      Failed: told('Failed'),
    },
  };
}

function secondsOf({ TrainingTimeInSeconds }: Readonly<Record<string, unknown>>): number {
  return typeof TrainingTimeInSeconds === 'number' ? TrainingTimeInSeconds : 0;
}
