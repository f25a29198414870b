import type { Cloud } from '../../kernel/index.ts';
import type { TaskReference } from './engine/settle.ts';
import { invalidToken, taskTimedOut } from './errors.ts';

/** The task that a token stands for. Throws where no task has it, or its task has ended. */
export function taskOf(cloud: Cloud, token: string): TaskReference {
  const row = cloud.db.get<{
    task_id: string;
    thread_id: string;
    execution_arn: string;
    open: number;
  }>('SELECT task_id, thread_id, execution_arn, open FROM states_tokens WHERE token = ?', token);
  if (!row) throw invalidToken();
  if (row.open === 0) throw taskTimedOut();
  return { executionArn: row.execution_arn, threadId: row.thread_id, taskId: row.task_id };
}

/** The permission that calls with a token demand: on the state machine whose task it is. */
export function onTask(action: string) {
  return ({ taskToken }: { readonly taskToken: string }, { cloud }: { readonly cloud: Cloud }) => {
    const row = cloud.db.get<{ machine_arn: string }>(
      `SELECT machine_arn FROM states_executions WHERE arn = (SELECT execution_arn FROM states_tokens WHERE token = ?)`,
      taskToken,
    );
    return [{ action: `states:${action}`, resource: row?.machine_arn ?? '*' }];
  };
}
