import { action } from '../../../kernel/index.ts';
import { pageOf } from '../paging.ts';
import { onAny } from '../permissions.ts';

/** ListActivities. */
export const listActivities = action(
  'ListActivities',
  onAny('ListActivities'),
  (input: { readonly maxResults?: number; readonly nextToken?: string }, { cloud }) => {
    const all = cloud.db.all<{ arn: string; name: string; created: number }>(
      'SELECT * FROM states_activities ORDER BY created, name',
    );
    const { items, nextToken } = pageOf(all, input);
    return {
      activities: items.map(({ arn, name, created }) => ({
        activityArn: arn,
        name,
        creationDate: new Date(created),
      })),
      nextToken,
    };
  },
);
