import { action } from '../../../kernel/index.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { AwsError } from '../../../errors.ts';
import type { Execution } from '../engine/execution.ts';
import { validationException } from '../errors.ts';
import { listed } from '../execution-output.ts';
import { resolveMachine } from '../machines.ts';
import { checkPage, constraint, pageOf } from '../paging.ts';

interface Input {
  readonly stateMachineArn?: string;
  readonly mapRunArn?: string;
  readonly statusFilter?: string;
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** ListExecutions of a state machine or a map run, the latest first. */
export const listExecutions = action(
  'ListExecutions',
  (input: Input) => [
    { action: 'states:ListExecutions', resource: input.stateMachineArn ?? input.mapRunArn ?? '*' },
  ],
  (input, context) => {
    check(input);
    const rows = rowsOf(input, context).filter(
      ({ status }) => input.statusFilter === undefined || status === input.statusFilter,
    );
    const { items, nextToken } = pageOf(rows, input);
    return { executions: items.map(listed), nextToken };
  },
);

function rowsOf(input: Input, { cloud }: ActionContext): Execution[] {
  if (input.mapRunArn !== undefined) {
    return cloud.db.all<Execution>(
      'SELECT * FROM states_executions WHERE map_run_arn = ? ORDER BY started DESC, rowid DESC',
      input.mapRunArn,
    );
  }
  if (input.stateMachineArn === undefined)
    throw validationException('Must provide a stateMachineArn or a mapRunArn');
  const machine = resolveMachine(cloud, input.stateMachineArn);
  if (machine.type === 'EXPRESS') {
    throw new AwsError(
      'StateMachineTypeNotSupported',
      'This operation is not supported by this type of state machine',
    );
  }
  return cloud.db.all<Execution>(
    `SELECT * FROM states_executions WHERE machine_arn = ? AND map_run_arn IS NULL ORDER BY started DESC, rowid DESC`,
    machine.arn,
  );
}

const STATUSES = ['SUCCEEDED', 'TIMED_OUT', 'PENDING_REDRIVE', 'ABORTED', 'FAILED', 'RUNNING'];

function check(input: Input): void {
  checkPage(input);
  const { statusFilter } = input;
  if (statusFilter === undefined || STATUSES.includes(statusFilter)) return;
  throw constraint(
    statusFilter,
    'statusFilter',
    `Member must satisfy enum value set: [${STATUSES.join(', ')}]`,
  );
}
