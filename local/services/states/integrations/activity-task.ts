import { StateFailure } from '../language/failure.ts';
import type { Integration } from './integration.ts';

/** An activity as Resource: a worker fetches the task with GetActivityTask and answers with its token. */
export const activityTask: Integration = {
  perform: async ({ cloud, task, parameters }) => {
    const known = cloud.db.get('SELECT arn FROM states_activities WHERE arn = ?', task.resource);
    if (!known)
      throw new StateFailure({
        error: 'States.Runtime',
        cause: `The activity ${task.resource} does not exist.`,
      });
    cloud.db.run(
      'INSERT OR IGNORE INTO states_activity_tasks (task_id, activity_arn, token, input, created) VALUES (?, ?, ?, ?, ?)',
      task.id,
      task.resource,
      task.token,
      JSON.stringify(parameters),
      cloud.world.now(),
    );
    return { kind: 'waiting' };
  },
};
