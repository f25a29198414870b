import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { groupArn, groupNamed, onGroup } from '../groups.ts';
import type { GroupRow } from '../groups.ts';

/** GetScheduleGroup. */
export const getScheduleGroup = action(
  'GetScheduleGroup',
  onGroup('GetScheduleGroup'),
  ({ Name }: { readonly Name: string }, { cloud }) => asGroup(groupNamed(Name, cloud), cloud),
);

/** How Scheduler shows a group. */
export function asGroup(row: GroupRow, cloud: Cloud) {
  return {
    Arn: groupArn(row.name, cloud),
    Name: row.name,
    State: 'ACTIVE',
    CreationDate: new Date(row.created),
    LastModificationDate: new Date(row.modified),
  };
}
