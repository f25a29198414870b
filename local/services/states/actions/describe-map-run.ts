import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import type { Execution } from '../engine/execution.ts';
import { limitsOf, mapRunNamed } from '../map-runs.ts';
import type { MapRunRow } from '../map-runs.ts';
import { on } from '../permissions.ts';
import { notRedrivableItem } from '../redrivable.ts';

/** What DescribeMapRun counts executions and items by, for each status of an execution. */
const COUNTED: Readonly<Record<string, string>> = {
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timedOut',
  ABORTED: 'aborted',
  PENDING_REDRIVE: 'pendingRedrive',
};

/** DescribeMapRun. */
export const describeMapRun = action(
  'DescribeMapRun',
  on('DescribeMapRun', 'mapRunArn'),
  ({ mapRunArn }: { readonly mapRunArn: string }, { cloud }) => {
    const run = mapRunNamed(cloud, mapRunArn);
    return {
      mapRunArn,
      executionArn: run.execution_arn,
      status: run.status,
      startDate: run.started / 1000,
      ...(run.stopped === null ? {} : { stopDate: run.stopped / 1000 }),
      ...limitsOf(run),
      ...countsOf(run, cloud),
      redriveCount: run.redrive_count,
      ...(run.redriven === null ? {} : { redriveDate: run.redriven / 1000 }),
    };
  },
);

/** Counts of executions, and of the items in them. */
function countsOf(run: MapRunRow, cloud: Cloud) {
  // Written by recordMapRun.
  const batches = run.batches === null ? undefined : (JSON.parse(run.batches) as number[]);
  const items = batches?.reduce((sum, size) => sum + size, 0) ?? run.total;
  const executions = cloud.db.all<Execution>(
    'SELECT * FROM states_executions WHERE map_run_arn = ?',
    run.arn,
  );
  const count = (total: number, sizeOf: (position: number) => number) => {
    const sizes = (some: readonly Execution[]) =>
      some.reduce((sum, { position }) => sum + sizeOf(position!), 0);
    const byStatus = Object.entries(COUNTED).map(([status, name]): [string, number] => [
      name,
      sizes(executions.filter((execution) => execution.status === status)),
    ]);
    return {
      pending: total - sizes(executions),
      ...Object.fromEntries(byStatus),
      total,
      resultsWritten: run.has_written ? total : 0,
      failuresNotRedrivable: sizes(executions.filter((execution) => isFinal(cloud, execution))),
    };
  };
  return {
    itemCounts: count(items, (position) => batches?.[position] ?? 1),
    executionCounts: count(run.total, () => 1),
  };
}

function isFinal(cloud: Cloud, execution: Execution): boolean {
  const { status } = execution;
  if (status === 'RUNNING' || status === 'SUCCEEDED' || status === 'PENDING_REDRIVE') return false;
  return notRedrivableItem(cloud, execution) !== undefined;
}
