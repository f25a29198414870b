import { action } from '../../../kernel/index.ts';
import { findExecution } from '../engine/execution.ts';
import { executionDoesNotExist } from '../errors.ts';
import type { MapRunRow } from '../map-runs.ts';
import { pageOf } from '../paging.ts';
import { on } from '../permissions.ts';

interface Input {
  readonly executionArn: string;
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** ListMapRuns of an execution. */
export const listMapRuns = action(
  'ListMapRuns',
  on('ListMapRuns', 'executionArn'),
  (input: Input, { cloud }) => {
    const execution = findExecution(cloud, input.executionArn);
    if (!execution) throw executionDoesNotExist(input.executionArn);
    const rows = cloud.db.all<MapRunRow>(
      'SELECT * FROM states_map_runs WHERE execution_arn = ? ORDER BY started, rowid',
      input.executionArn,
    );
    const { items, nextToken } = pageOf(rows, input);
    const mapRuns = items.map(({ arn, execution_arn, started, stopped }) => ({
      mapRunArn: arn,
      executionArn: execution_arn,
      stateMachineArn: execution.machine_arn,
      startDate: started / 1000,
      ...(stopped === null ? {} : { stopDate: stopped / 1000 }),
    }));
    return { mapRuns, nextToken };
  },
);
