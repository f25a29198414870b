import { tellWorkers } from '../engine/activity-workers.ts';
import type { Integration } from './integration.ts';

/**
 * An activity as Resource: a worker fetches the task with GetActivityTask and answers with its
 * token.
 */
export const activityTask: Integration = {
  perform: async ({ cloud, task, parameters }) => {
    cloud.db.run(
      'INSERT OR IGNORE INTO states_activity_tasks (task_id, activity_arn, token, input, created) VALUES (?, ?, ?, ?, ?)',
      task.id,
      task.resource,
      task.token,
      JSON.stringify(parameters),
      cloud.world.now(),
    );
    tellWorkers(cloud, task.resource);
    return { kind: 'waiting' };
  },
};
