import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Stack } from 'aws-cdk-lib';
import { permit } from '../../private/grants.ts';
import { retrier, UNTOLD_RETRIES } from '../asl.ts';
import type { State } from '../asl.ts';

/**
 * Kinds of jobs that Step Functions can wait for: API action, resource type of the ARN, managed
 * rule.
 */
export const JOBS = {
  training: {
    create: 'TrainingJob',
    arn: 'training-job',
    rule: 'StepFunctionsGetEventsForSageMakerTrainingJobsRule',
  },
  transform: {
    create: 'TransformJob',
    arn: 'transform-job',
    rule: 'StepFunctionsGetEventsForSageMakerTransformJobsRule',
  },
} as const;

/** A kind of job. */
export type JobKind = keyof typeof JOBS;

/** A task that starts a SageMaker job and waits for its end. */
export interface JobState {
  readonly kind: JobKind;
  readonly partition: string;
  /** The API's input, in JSONata. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Seconds after which the state gives up; longer than the job's own limit. */
  readonly timeoutSeconds: number;
  readonly next?: string;
  readonly assign?: Readonly<Record<string, string>>;
  readonly catch?: readonly unknown[];
}

/**
 * Renders the task. Throttling and missing capacity are waited for; a job that failed is tried once
 * more, under a new name.
 */
export function jobState(job: JobState): State {
  return {
    Type: 'Task',
    Resource: `arn:${job.partition}:states:::sagemaker:create${JOBS[job.kind].create}.sync`,
    Arguments: job.arguments,
    TimeoutSeconds: job.timeoutSeconds,
    Retry: [
      retrier(['SageMaker.ResourceLimitExceededException'], 6, 30),
      UNTOLD_RETRIES,
      retrier(['States.TaskFailed'], 1, 10),
    ],
    ...(job.catch ? { Catch: job.catch } : {}),
    ...(job.assign ? { Assign: job.assign } : {}),
    ...(job.next ? { Next: job.next } : { End: true }),
  };
}

/**
 * Permits what `.sync` needs of the state machine's role. Source: Step Functions developer guide,
 * sagemaker-iam, and what users found: jobs are tagged by Step Functions (AddTags), an abort stops
 * them (Stop*), a managed rule reports their end.
 */
export function grantJob(role: iam.Role, kind: JobKind, namePrefix: string, stack: Stack): void {
  const { create, arn, rule } = JOBS[kind];
  const job = stack.formatArn({
    service: 'sagemaker',
    resource: arn,
    resourceName: `${namePrefix}*`,
  });
  permit(role, {
    actions: [
      `sagemaker:Create${create}`,
      `sagemaker:Describe${create}`,
      `sagemaker:Stop${create}`,
      'sagemaker:AddTags',
    ],
    resources: [job],
    because: 'jobs are named by the run; the prefix is the model',
  });
  permit(role, {
    actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
    resources: [stack.formatArn({ service: 'events', resource: 'rule', resourceName: rule })],
  });
}
