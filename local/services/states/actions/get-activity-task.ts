import { processAction } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { realNow } from '../../../world/world.ts';
import { untilTask } from '../engine/activity-workers.ts';
import { beginActivity } from '../engine/settle.ts';
import { activityDoesNotExist } from '../errors.ts';
import { on } from '../permissions.ts';
import { taskOf } from '../task-tokens.ts';

interface Input {
  readonly activityArn: string;
  readonly workerName?: string;
}

/** Real milliseconds that a worker waits for a task. */
const POLL = 60_000;

/** GetActivityTask: the oldest task that waits for a worker, or an empty answer after a minute. */
export const getActivityTask = processAction(
  'GetActivityTask',
  on('GetActivityTask', 'activityArn'),
  async (input: Input, { cloud }) => {
    if (!cloud.db.get('SELECT arn FROM states_activities WHERE arn = ?', input.activityArn)) {
      throw activityDoesNotExist(input.activityArn);
    }
    for (const limit = realNow() + POLL; ;) {
      const task = cloud.db.transaction(() => takeTask(cloud, input));
      const left = limit - realNow();
      if (task || left <= 0) return task ?? {};
      await untilTask(cloud, input.activityArn, left);
    }
  },
);

function takeTask(cloud: Cloud, { activityArn, workerName }: Input) {
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
  return undefined;
}
