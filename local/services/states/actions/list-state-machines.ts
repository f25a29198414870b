import { action } from '../../../kernel/index.ts';
import type { Machine } from '../machines.ts';
import { pageOf } from '../paging.ts';
import { onAny } from '../permissions.ts';

/** ListStateMachines, in the order of their names. */
export const listStateMachines = action(
  'ListStateMachines',
  onAny('ListStateMachines'),
  (input: { readonly maxResults?: number; readonly nextToken?: string }, { cloud }) => {
    const all = cloud.db.all<Machine>('SELECT * FROM states_machines ORDER BY name');
    const { items, nextToken } = pageOf(all, input);
    return {
      stateMachines: items.map(({ arn, name, type, created }) => ({
        stateMachineArn: arn,
        name,
        type,
        creationDate: new Date(created),
      })),
      nextToken,
    };
  },
);
