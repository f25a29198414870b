import { action } from '../../../kernel/index.ts';
import { beginActivity } from '../engine/settle.ts';
import { activityDoesNotExist } from '../errors.ts';
import { on } from '../permissions.ts';
import { taskOf } from '../task-tokens.ts';

interface Input {
  readonly activityArn: string;
  readonly workerName?: string;
}

/**
 * GetActivityTask: the oldest task that waits for a worker. It does not wait for one to come: ask
 * again.
 */
export const getActivityTask = action(
  'GetActivityTask',
  on('GetActivityTask', 'activityArn'),
  ({ activityArn, workerName }: Input, { cloud }) => {
    if (!cloud.db.get('SELECT arn FROM states_activities WHERE arn = ?', activityArn))
      throw activityDoesNotExist(activityArn);
    const rows = cloud.db.all<{ task_id: string; token: string; input: string }>(
      'SELECT task_id, token, input FROM states_activity_tasks WHERE activity_arn = ? ORDER BY created, rowid',
      activityArn,
    );
    for (const row of rows) {
      cloud.db.run('DELETE FROM states_activity_tasks WHERE task_id = ?', row.task_id);
      const open =
        cloud.db.get<{ open: number }>('SELECT open FROM states_tokens WHERE token = ?', row.token)
          ?.open === 1;
      if (open && beginActivity(cloud, taskOf(cloud, row.token), workerName))
        return { taskToken: row.token, input: row.input };
    }
    return {};
  },
);
