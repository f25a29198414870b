import type { Cloud } from '../../../kernel/index.ts';
import type { EndedRun, ItemResult } from '../kinds/result-writer.ts';
import { formatTimestamp } from '../language/timestamp.ts';
import type { Thread } from './thread.ts';

/** One item of a run with the execution that it was. */
interface ItemRow {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
  readonly input: string;
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  readonly started: number;
  readonly stopped: number;
}

/** The map run that a thread resumes from, if its results are to be written. */
export function endedRun(cloud: Cloud, { id, phase, fork }: Thread): EndedRun | undefined {
  if (phase !== 'resume' || !fork?.mapRun?.writer || fork.mapRunArn === undefined) return undefined;
  const rows = cloud.db.all<ItemRow>(
    `SELECT e.arn, e.name, e.status, e.input, e.output, e.error, e.cause, e.started, e.stopped
     FROM states_children c JOIN states_executions e ON e.arn = c.execution_arn
     WHERE c.thread_id = ? ORDER BY c.position`,
    id,
  );
  return { arn: fork.mapRunArn, draft: fork.mapRun, items: rows.map(itemResult) };
}

function itemResult(row: ItemRow): ItemResult {
  return {
    executionArn: row.arn,
    name: row.name,
    status: row.status === 'SUCCEEDED' ? 'SUCCEEDED' : 'FAILED',
    input: row.input,
    output: row.output ?? undefined,
    error: row.error ?? undefined,
    cause: row.cause ?? undefined,
    startDate: formatTimestamp(row.started),
    stopDate: formatTimestamp(row.stopped),
  };
}
