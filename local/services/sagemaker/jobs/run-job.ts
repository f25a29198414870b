import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsError } from '../../../errors.ts';
import type { Cloud, Delivery, RolePrincipal } from '../../../kernel/index.ts';
import { s3As } from '../data/s3-client.ts';
import type { S3Client } from '../data/s3-client.ts';
import { JobFailure } from '../errors.ts';
import { serviceSession } from '../role.ts';
import { JobControl, controlsOf } from './job-control.ts';
import { advanceJob } from './job-change.ts';
import type { Step } from './job-change.ts';
import { findJob, openJobs, saveJob } from './job.ts';
import type { Job, JobKindName } from './job.ts';
import { runProcessing } from './processing.ts';
import { runTraining } from './training.ts';
import { runTransform } from './transform.ts';

/** What a job works with. */
export interface JobContext {
  readonly cloud: Cloud;
  readonly job: Job;
  readonly control: JobControl;
  /** Folder of its files, removed when it has ended. */
  readonly baseDir: string;
  /** A session of its role, and S3 in its name. */
  readonly as: (roleArn: string) => { readonly principal: RolePrincipal; readonly s3: S3Client };
  /** Writes its next step. */
  readonly enter: (secondary: string, message: string) => void;
}

/** How a job that did not fail has ended. */
export interface JobEnd {
  readonly secondary: 'Completed' | 'Stopped' | 'MaxRuntimeExceeded';
  readonly outcome: Readonly<Record<string, unknown>>;
}

const RUNS: Readonly<Record<JobKindName, (context: JobContext) => Promise<JobEnd>>> = {
  TrainingJob: runTraining,
  TransformJob: runTransform,
  ProcessingJob: runProcessing,
};

const LOST =
  'InternalServerError: We encountered an internal error. Please try again. ' +
  '(The local cloud was stopped while the job was running.)';

/** Clouds that are being stopped: what their jobs come to is not written down. */
const closing = new WeakSet<Cloud>();

/** Outbox row `sagemaker.job`: begins a job, which then goes on by itself. */
export function beginJob({ payload, cloud }: Delivery<{ kind: JobKindName; name: string }>): void {
  const job = findJob(cloud, payload.kind, payload.name);
  if (!job || job.begun) return;
  const begun: Job = { ...job, begun: true, started: cloud.world.now() };
  saveJob(cloud, begun);
  const end = cloud.activity.begin(`${job.kind} ${job.name}`);
  void run(cloud, begun).finally(end);
}

/** Outbox row `sagemaker.stop-job`: ends the program of a job. */
export function stopRunningJob({ payload, cloud }: Delivery<{ arn: string }>): void {
  controlsOf(cloud).get(payload.arn)?.stop('Stopped');
}

/** Fails the jobs that another cloud began: their programs are gone. */
export function failLostJobs(cloud: Cloud): void {
  for (const job of openJobs(cloud).filter(({ begun }) => begun))
    advanceJob(cloud, job, failed(LOST));
}

/** From now on nothing is written about jobs. */
export function abandonJobs(cloud: Cloud): void {
  closing.add(cloud);
}

async function run(cloud: Cloud, job: Job): Promise<void> {
  if (job.status === 'Stopping')
    return settle(cloud, job, ended({ secondary: 'Stopped', outcome: {} }));
  const control = new JobControl();
  controlsOf(cloud).set(job.arn, control);
  const baseDir = join(cloud.dataDir, 'sagemaker', job.kind, job.name);
  try {
    const end = await RUNS[job.kind](contextFor(cloud, job, control, baseDir));
    settle(cloud, job, ended(end));
  } catch (error) {
    settle(cloud, job, failed(reasonOf(error)));
  } finally {
    controlsOf(cloud).delete(job.arn);
    await rm(baseDir, { recursive: true, force: true });
  }
}

function contextFor(cloud: Cloud, job: Job, control: JobControl, baseDir: string): JobContext {
  return {
    cloud,
    job,
    control,
    baseDir,
    as: (roleArn) => {
      const principal = serviceSession(cloud, roleArn, job.arn);
      return { principal, s3: s3As(cloud, principal) };
    },
    enter: (secondary, message) => {
      const current = findJob(cloud, job.kind, job.name)!;
      if (current.status === 'InProgress')
        advanceJob(cloud, current, { status: 'InProgress', secondary, message });
    },
  };
}

function settle(cloud: Cloud, job: Job, step: Step): void {
  if (!closing.has(cloud)) advanceJob(cloud, findJob(cloud, job.kind, job.name)!, step);
}

function ended({ secondary, outcome }: JobEnd): Step {
  const status = secondary === 'Completed' ? 'Completed' : 'Stopped';
  return {
    status,
    secondary,
    message: status === 'Completed' ? 'Training job completed' : 'Training job stopped',
    outcome,
  };
}

function failed(reason: string): Step {
  return {
    status: 'Failed',
    secondary: 'Failed',
    message: 'Training job failed',
    reason: reason.slice(0, 1024),
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof JobFailure) return error.message;
  if (error instanceof AwsError) return `ClientError: ${error.code}: ${error.message}`;
  return `InternalServerError: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
