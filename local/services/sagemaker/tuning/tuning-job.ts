import type { Cloud } from '../../../kernel/index.ts';
import { validationException } from '../errors.ts';
import type { TuningRequest } from './request.ts';

/** How a tuning job stands. */
export type TuningStatus = 'InProgress' | 'Completed' | 'Failed' | 'Stopping' | 'Stopped';

/** A tuning job. */
export interface TuningJob {
  readonly name: string;
  readonly arn: string;
  readonly status: TuningStatus;
  readonly request: TuningRequest;
  readonly reason?: string;
  readonly created: number;
  readonly modified: number;
  readonly ended?: number;
}

interface TuningRow {
  readonly name: string;
  readonly arn: string;
  readonly status: TuningStatus;
  readonly request: string;
  readonly reason: string | null;
  readonly created: number;
  readonly modified: number;
  readonly ended: number | null;
}

/** The tuning job of a name, or undefined. */
export function findTuningJob(cloud: Cloud, name: string): TuningJob | undefined {
  const row = cloud.db.get<TuningRow>('SELECT * FROM sagemaker_tuning WHERE name = ?', name);
  return row && fromRow(row);
}

/** The tuning job of a name. Throws where there is none. */
export function tuningJobNamed(cloud: Cloud, name: string): TuningJob {
  const job = findTuningJob(cloud, name);
  if (!job)
    throw validationException(
      `Amazon SageMaker can't find a tuning job with the name ${name} in the current account and Region.`,
    );
  return job;
}

/** Every tuning job. */
export function allTuningJobs(cloud: Cloud): TuningJob[] {
  return cloud.db.all<TuningRow>('SELECT * FROM sagemaker_tuning ORDER BY rowid').map(fromRow);
}

/** Writes a tuning job, new or changed. */
export function saveTuningJob(cloud: Cloud, job: TuningJob): void {
  cloud.db.run(
    `INSERT INTO sagemaker_tuning (name, arn, status, request, reason, created, modified, ended)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET status = excluded.status, reason = excluded.reason,
       modified = excluded.modified, ended = excluded.ended`,
    job.name,
    job.arn,
    job.status,
    JSON.stringify(job.request),
    job.reason ?? null,
    job.created,
    job.modified,
    job.ended ?? null,
  );
}

function fromRow(row: TuningRow): TuningJob {
  return {
    ...row,
    // Written by saveTuningJob.
    request: JSON.parse(row.request) as TuningRequest,
    reason: row.reason ?? undefined,
    ended: row.ended ?? undefined,
  };
}
