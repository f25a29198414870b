import type { ActionContext, Tag } from '../../../kernel/index.ts';
import { resourceArn } from '../arns.ts';
import type { ResourceType } from '../arns.ts';
import { jobNameTaken } from '../errors.ts';
import { checkName } from '../names.ts';
import { putTags } from '../tags.ts';
import { tellEvent } from './job-change.ts';
import { findJob, saveJob, withTransition } from './job.ts';
import type { Job, JobKindName } from './job.ts';

const TYPES: Readonly<Record<JobKindName, ResourceType>> = {
  TrainingJob: 'training-job',
  TransformJob: 'transform-job',
  ProcessingJob: 'processing-job',
};

const TAKEN: Readonly<Record<JobKindName, string>> = {
  TrainingJob: 'Training job',
  TransformJob: 'Job',
  ProcessingJob: 'Job',
};

/** The ARN of a job. */
export function jobArn(
  { cloud }: Pick<ActionContext, 'cloud'>,
  kind: JobKindName,
  name: string,
): string {
  return resourceArn(cloud, TYPES[kind], name);
}

/** Writes a new job and puts it into the outbox. Returns its ARN. */
export function createJob(
  context: Pick<ActionContext, 'cloud'>,
  kind: JobKindName,
  request: { readonly Tags?: readonly Tag[] } & object,
): string {
  const { cloud } = context;
  // Requests name their job by a member of the kind's name.
  const name = String((request as Record<string, unknown>)[`${kind}Name`]);
  checkName(name, `${kind.charAt(0).toLowerCase()}${kind.slice(1)}Name`);
  const arn = jobArn(context, kind, name);
  if (findJob(cloud, kind, name)) throw jobNameTaken(TAKEN[kind], arn);
  const now = cloud.world.now();
  const made: Job = {
    kind,
    name,
    arn,
    status: 'InProgress',
    secondary: 'Starting',
    request: { ...request },
    outcome: {},
    transitions: [],
    created: now,
    modified: now,
    begun: false,
  };
  const job = withTransition(made, now, {
    status: 'Starting',
    message: 'Preparing the instances for training',
  });
  saveJob(cloud, job);
  putTags(cloud, arn, request.Tags);
  tellEvent(cloud, job);
  cloud.outbox.send('sagemaker.job', { kind, name });
  return arn;
}
