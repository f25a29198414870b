import type { Cloud } from '../../../kernel/index.ts';
import { jobNotFound } from '../errors.ts';

/** The kinds of jobs that are offered. */
export type JobKindName = 'TrainingJob' | 'TransformJob' | 'ProcessingJob';

/** How a job stands. */
export type JobStatus = 'InProgress' | 'Completed' | 'Failed' | 'Stopping' | 'Stopped';

/** A step of a job, as SecondaryStatusTransitions show it; moments in epoch milliseconds. */
export interface Transition {
  readonly Status: string;
  readonly StartTime: number;
  readonly EndTime?: number;
  readonly StatusMessage?: string;
}

/** A job. */
export interface Job<Request = Readonly<Record<string, unknown>>> {
  readonly kind: JobKindName;
  readonly name: string;
  readonly arn: string;
  readonly status: JobStatus;
  readonly secondary: string;
  /** The request that created it. */
  readonly request: Request;
  /** What it came to: members of its description. */
  readonly outcome: Readonly<Record<string, unknown>>;
  readonly transitions: readonly Transition[];
  readonly reason?: string;
  readonly created: number;
  readonly modified: number;
  readonly started?: number;
  readonly ended?: number;
  /** True once it has been begun in a cloud: another cloud cannot go on with it. */
  readonly begun: boolean;
}

/** The row of a job. */
interface JobRow {
  readonly kind: JobKindName;
  readonly name: string;
  readonly arn: string;
  readonly status: JobStatus;
  readonly secondary: string;
  readonly request: string;
  readonly outcome: string;
  readonly transitions: string;
  readonly reason: string | null;
  readonly created: number;
  readonly modified: number;
  readonly started: number | null;
  readonly ended: number | null;
  readonly begun: number;
}

/** The job of a name, or undefined. */
export function findJob(cloud: Cloud, kind: JobKindName, name: string): Job | undefined {
  return fromRow(
    cloud.db.get<JobRow>('SELECT * FROM sagemaker_jobs WHERE kind = ? AND name = ?', kind, name),
  );
}

/** The job of a name. Throws where there is none. */
export function jobNamed(cloud: Cloud, kind: JobKindName, name: string): Job {
  const job = findJob(cloud, kind, name);
  if (!job) throw jobNotFound(kind, name);
  return job;
}

/** Every job of a kind. */
export function jobsOf(cloud: Cloud, kind: JobKindName): Job[] {
  return cloud.db
    .all<JobRow>('SELECT * FROM sagemaker_jobs WHERE kind = ? ORDER BY rowid', kind)
    .map((row) => fromRow(row)!);
}

/** Jobs that have not ended. */
export function openJobs(cloud: Cloud): Job[] {
  return cloud.db
    .all<JobRow>("SELECT * FROM sagemaker_jobs WHERE status IN ('InProgress', 'Stopping')")
    .map((row) => fromRow(row)!);
}

/** Writes a job, new or changed. */
export function saveJob(cloud: Cloud, job: Job): void {
  cloud.db.run(
    `INSERT INTO sagemaker_jobs (kind, name, arn, status, secondary, request, outcome, transitions, reason, created, modified,
       started, ended, begun) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (kind, name) DO UPDATE SET status = excluded.status, secondary = excluded.secondary, outcome = excluded.outcome,
       transitions = excluded.transitions, reason = excluded.reason, modified = excluded.modified, started = excluded.started,
       ended = excluded.ended, begun = excluded.begun`,
    job.kind,
    job.name,
    job.arn,
    job.status,
    job.secondary,
    JSON.stringify(job.request),
    JSON.stringify(job.outcome),
    JSON.stringify(job.transitions),
    job.reason ?? null,
    job.created,
    job.modified,
    job.started ?? null,
    job.ended ?? null,
    job.begun ? 1 : 0,
  );
}

/** The job with its next step begun: the one before ends now. */
export function withTransition(
  job: Job,
  now: number,
  step: { readonly status: string; readonly message: string },
): Job {
  const closed = job.transitions.map((transition, index) =>
    index === job.transitions.length - 1 && transition.EndTime === undefined
      ? { ...transition, EndTime: now }
      : transition,
  );
  const opened: Transition = { Status: step.status, StartTime: now, StatusMessage: step.message };
  return { ...job, secondary: step.status, modified: now, transitions: [...closed, opened] };
}

function fromRow(row: JobRow | undefined): Job | undefined {
  if (!row) return undefined;
  return {
    ...row,
    // Written by saveJob.
    request: JSON.parse(row.request) as Job['request'],
    outcome: JSON.parse(row.outcome) as Job['outcome'],
    transitions: JSON.parse(row.transitions) as Transition[],
    reason: row.reason ?? undefined,
    started: row.started ?? undefined,
    ended: row.ended ?? undefined,
    begun: row.begun === 1,
  };
}
