import type { Cloud } from '../../../kernel/index.ts';
import { announceState } from '../events.ts';
import { tagsOf } from '../tags.ts';
import { describeInEvent } from './describe.ts';
import { saveJob, withTransition } from './job.ts';
import type { Job, JobKindName, JobStatus } from './job.ts';

const DETAIL_TYPES: Readonly<Record<JobKindName, string>> = {
  TrainingJob: 'SageMaker Training Job State Change',
  TransformJob: 'SageMaker Transform Job State Change',
  ProcessingJob: 'SageMaker Processing Job State Change',
};

/** A job's next step, as it is written down. */
export interface Step {
  readonly status: JobStatus;
  readonly secondary: string;
  readonly message: string;
  readonly reason?: string;
  readonly outcome?: Readonly<Record<string, unknown>>;
}

/** Writes a job's next step and tells EventBridge. Returns the job as it is then. */
export function advanceJob(cloud: Cloud, job: Job, step: Step): Job {
  const now = cloud.world.now();
  const over = step.status !== 'InProgress' && step.status !== 'Stopping';
  const moved = withTransition(job, now, { status: step.secondary, message: step.message });
  const next: Job = {
    ...moved,
    status: step.status,
    outcome: { ...job.outcome, ...step.outcome },
    ...(step.reason === undefined ? {} : { reason: step.reason }),
    ...(over
      ? {
          ended: now,
          transitions: moved.transitions.map((each) => ({ ...each, EndTime: each.EndTime ?? now })),
        }
      : {}),
  };
  cloud.db.transaction(() => {
    saveJob(cloud, next);
    tellEvent(cloud, next);
    if (over) goOnTuning(cloud, next);
  });
  return next;
}

/** A training job of a tuning job makes room for the next when it has ended. */
function goOnTuning(cloud: Cloud, { request }: Job): void {
  const arn = request.TuningJobArn;
  const tuning =
    typeof arn === 'string'
      ? cloud.db.get<{ name: string }>('SELECT name FROM sagemaker_tuning WHERE arn = ?', arn)
      : undefined;
  if (tuning) cloud.outbox.send('sagemaker.tune', { name: tuning.name });
}

/** Tells EventBridge how a job stands. */
export function tellEvent(cloud: Cloud, job: Job): void {
  const tags = Object.fromEntries(tagsOf(cloud, job.arn).map(({ Key, Value }) => [Key, Value]));
  announceState(cloud, DETAIL_TYPES[job.kind], job.arn, describeInEvent(job, tags));
}
