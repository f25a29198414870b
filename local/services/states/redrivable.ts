import type { Cloud } from '../../kernel/index.ts';
import type { Execution } from './engine/execution.ts';

const DAY = 24 * 3600 * 1000;

/** ExecutionRedriven and at least one other event must fit into the history. */
const MOST_EVENTS = 24_999;

/**
 * Why an execution cannot be redriven; undefined if it can. Source: Step Functions API reference,
 * DescribeExecution, redriveStatusReason.
 */
export function notRedrivable(cloud: Cloud, execution: Execution): string | undefined {
  const now = cloud.world.now();
  const { status, started, stopped } = execution;
  if (execution.redrive_from === null) return `Execution is ${status} and cannot be redriven`;
  if (!cloud.db.get('SELECT arn FROM states_machines WHERE arn = ?', execution.machine_arn))
    return 'State machine is in DELETING status';
  if (execution.last_event >= MOST_EVENTS) return 'Execution history event limit exceeded';
  if (now - started > 365 * DAY) return 'Execution has exceeded the max execution time';
  if (now - stopped! > 14 * DAY) return 'Execution redrivable period exceeded';
  return undefined;
}

/** Why an item of a map run cannot be redriven with it. Those of express machines begin anew. */
export function notRedrivableItem(cloud: Cloud, execution: Execution): string | undefined {
  const { status, type } = execution;
  if (type === 'STANDARD') return notRedrivable(cloud, execution);
  return status === 'RUNNING' || status === 'SUCCEEDED'
    ? `Execution is ${status} and cannot be redriven`
    : undefined;
}
