import { action } from '../../../kernel/index.ts';
import { on } from '../permissions.ts';

/** DeleteActivity. */
export const deleteActivity = action(
  'DeleteActivity',
  on('DeleteActivity', 'activityArn'),
  ({ activityArn }: { readonly activityArn: string }, { cloud }) => {
    cloud.db.run('DELETE FROM states_activities WHERE arn = ?', activityArn);
    return {};
  },
);
