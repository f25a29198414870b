import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { limitsOf, mapRunNamed } from '../map-runs.ts';
import type { MapRunRow } from '../map-runs.ts';
import { on } from '../permissions.ts';

/** What DescribeMapRun counts executions and items by, for each status of an execution. */
const COUNTED: Readonly<Record<string, string>> = {
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timedOut',
  ABORTED: 'aborted',
};

/** DescribeMapRun. An item is an execution here: batches are counted as one. */
export const describeMapRun = action(
  'DescribeMapRun',
  on('DescribeMapRun', 'mapRunArn'),
  ({ mapRunArn }: { readonly mapRunArn: string }, { cloud }) => {
    const run = mapRunNamed(cloud, mapRunArn);
    const counts = countsOf(run, cloud);
    return {
      mapRunArn,
      executionArn: run.execution_arn,
      status: run.status,
      startDate: run.started / 1000,
      ...(run.stopped === null ? {} : { stopDate: run.stopped / 1000 }),
      ...limitsOf(run),
      itemCounts: counts,
      executionCounts: counts,
      redriveCount: 0,
    };
  },
);

function countsOf(run: MapRunRow, cloud: Cloud): Readonly<Record<string, number>> {
  const rows = cloud.db.all<{ status: string; n: number }>(
    'SELECT status, count(*) AS n FROM states_executions WHERE map_run_arn = ? GROUP BY status',
    run.arn,
  );
  const counts = Object.fromEntries(Object.values(COUNTED).map((name) => [name, 0]));
  for (const { status, n } of rows) counts[COUNTED[status]!] = n;
  const begun = rows.reduce((sum, { n }) => sum + n, 0);
  return { pending: run.total - begun, ...counts, total: run.total, resultsWritten: 0 };
}
