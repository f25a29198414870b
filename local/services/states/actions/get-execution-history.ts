import { action, tokenAt } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { detailsMember } from '../engine/events.ts';
import { findExecution } from '../engine/execution.ts';
import { executionDoesNotExist } from '../errors.ts';
import type { JsonObject } from '../language/json.ts';
import { offsetOf } from '../paging.ts';
import { on } from '../permissions.ts';

interface Input {
  readonly executionArn: string;
  readonly maxResults?: number;
  readonly reverseOrder?: boolean;
  readonly nextToken?: string;
  readonly includeExecutionData?: boolean;
}

interface EventRow {
  readonly id: number;
  readonly previous_id: number;
  readonly timestamp: number;
  readonly type: string;
  readonly details: string | null;
}

const DATA = ['input', 'output', 'parameters', 'assignedVariables'];

/** GetExecutionHistory, in pages, from either end. */
export const getExecutionHistory = action(
  'GetExecutionHistory',
  on('GetExecutionHistory', 'executionArn'),
  (input: Input, { cloud }) => {
    const execution = findExecution(cloud, input.executionArn);
    if (!execution || (execution.type === 'EXPRESS' && execution.map_run_arn === null))
      throw executionDoesNotExist(input.executionArn);
    const from = input.nextToken === undefined ? 0 : offsetOf(input.nextToken);
    const size = input.maxResults ? Math.min(input.maxResults, 1000) : 100;
    const rows = eventsOf(cloud, input, { from, size: size + 1 });
    const events = rows
      .slice(0, size)
      .map((row) => shown(row, input.includeExecutionData !== false));
    return rows.length > size ? { events, nextToken: tokenAt(from + size) } : { events };
  },
);

function eventsOf(
  cloud: Cloud,
  input: Input,
  page: { readonly from: number; readonly size: number },
): EventRow[] {
  const order = input.reverseOrder ? 'DESC' : 'ASC';
  return cloud.db.all<EventRow>(
    `SELECT id, previous_id, timestamp, type, details FROM states_events WHERE execution_arn = ? ORDER BY id ${order} LIMIT ? OFFSET ?`,
    input.executionArn,
    page.size,
    page.from,
  );
}

function shown(row: EventRow, withData: boolean): Record<string, unknown> {
  const details = row.details === null ? undefined : (JSON.parse(row.details) as JsonObject);
  return {
    id: row.id,
    previousEventId: row.previous_id,
    timestamp: new Date(row.timestamp),
    type: row.type,
    ...(details ? { [detailsMember(row.type)]: withData ? details : withoutData(details) } : {}),
  };
}

function withoutData(details: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(details).filter(([name]) => !DATA.includes(name)));
}
