import { action } from '../../../kernel/index.ts';
import { groupArn, groupRow } from '../groups.ts';
import type { GroupRow } from '../groups.ts';
import { pageOf } from '../paging.ts';
import { asGroup } from './get-schedule-group.ts';

/** Input of ListScheduleGroups. */
export interface ListGroupsInput {
  readonly NamePrefix?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** ListScheduleGroups: by name. */
export const listScheduleGroups = action(
  'ListScheduleGroups',
  (_input: ListGroupsInput, { cloud }) => [
    { action: 'scheduler:ListScheduleGroups', resource: groupArn('*', cloud) },
  ],
  ({ NamePrefix = '', MaxResults: limit = 100, NextToken: token }, { cloud }) => {
    groupRow('default', cloud);
    const rows = cloud.db.all<GroupRow>(
      'SELECT * FROM scheduler_groups WHERE substr(name, 1, ?) = ? ORDER BY name',
      NamePrefix.length,
      NamePrefix,
    );
    const { page, next } = pageOf(rows, ({ name }) => name, { limit, token });
    return {
      ScheduleGroups: page.map((row) => asGroup(row, cloud)),
      NextToken: next,
    };
  },
);
