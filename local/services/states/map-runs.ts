import type { Cloud } from '../../kernel/index.ts';
import { AwsError } from '../../errors.ts';
import type { OpenFork } from './engine/thread.ts';

/** How a map run stands. */
export type MapRunStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';

/** A row of the map runs' table. */
export interface MapRunRow {
  readonly arn: string;
  readonly execution_arn: string;
  readonly thread_id: string;
  readonly total: number;
  readonly started: number;
  readonly status: MapRunStatus;
  readonly stopped: number | null;
  /** JSON of the limits it was started with, changed by UpdateMapRun. */
  readonly limits: string;
  /** JSON of the number of items in each batch. @default - every execution has one */
  readonly batches: string | null;
  /** 1 once a ResultWriter has written the results. */
  readonly has_written: 0 | 1;
  readonly redrive_count: number;
  readonly redriven: number | null;
}

/** What may be changed of a map run while it runs. */
export interface MapRunLimits {
  readonly maxConcurrency: number;
  readonly toleratedFailureCount: number;
  readonly toleratedFailurePercentage: number;
}

/** Notes the end of a map run; the first end counts. */
export function endMapRun(cloud: Cloud, { mapRunArn }: OpenFork, status: MapRunStatus): void {
  if (mapRunArn === undefined) return;
  cloud.db.run(
    "UPDATE states_map_runs SET status = ?, stopped = ? WHERE arn = ? AND status = 'RUNNING'",
    status,
    cloud.world.now(),
    mapRunArn,
  );
}

/** Notes that the results of a map run lie where its ResultWriter was to write them. */
export function noteResultsWritten(cloud: Cloud, { mapRunArn }: OpenFork): void {
  cloud.db.run('UPDATE states_map_runs SET has_written = 1 WHERE arn = ?', mapRunArn ?? null);
}

/** The map run of an ARN. @throws AwsError `ResourceNotFound` */
export function mapRunNamed(cloud: Cloud, arn: string): MapRunRow {
  const row = cloud.db.get<MapRunRow>('SELECT * FROM states_map_runs WHERE arn = ?', arn);
  if (row) return row;
  throw new AwsError('ResourceNotFound', `Resource not found: '${arn}'`);
}

/** The limits of a map run. */
export function limitsOf({ limits }: MapRunRow): MapRunLimits {
  return JSON.parse(limits) as MapRunLimits;
}
