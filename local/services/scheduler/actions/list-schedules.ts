import { action } from '../../../kernel/index.ts';
import { pageOf } from '../paging.ts';
import { scheduleArn } from '../schedules.ts';
import type { ScheduleDefinition, ScheduleRow } from '../schedules.ts';

/** Input of ListSchedules. */
export interface ListSchedulesInput {
  readonly GroupName?: string;
  readonly NamePrefix?: string;
  readonly State?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** ListSchedules: by group and name. */
export const listSchedules = action(
  'ListSchedules',
  ({ GroupName = '*' }: ListSchedulesInput, { cloud }) => [
    { action: 'scheduler:ListSchedules', resource: scheduleArn({ GroupName, Name: '*' }, cloud) },
  ],
  ({ GroupName, NamePrefix = '', State, MaxResults: limit = 100, NextToken: token }, { cloud }) => {
    const rows = cloud.db.all<ScheduleRow>(
      `SELECT * FROM scheduler_schedules
       WHERE (? IS NULL OR grp = ?) AND substr(name, 1, ?) = ?
         AND (? IS NULL OR coalesce(json_extract(definition, '$.State'), 'ENABLED') = ?)
       ORDER BY grp || '/' || name`,
      GroupName ?? null,
      GroupName ?? null,
      NamePrefix.length,
      NamePrefix,
      State ?? null,
      State ?? null,
    );
    const { page, next } = pageOf(rows, ({ grp, name }) => `${grp}/${name}`, { limit, token });
    return { Schedules: page.map(summaryOf), NextToken: next };
  },
);

function summaryOf(row: ScheduleRow) {
  const { State = 'ENABLED', Target } = JSON.parse(row.definition) as ScheduleDefinition;
  return {
    Arn: row.arn,
    Name: row.name,
    GroupName: row.grp,
    State,
    Target: { Arn: Target.Arn },
    CreationDate: new Date(row.created),
    LastModificationDate: new Date(row.modified),
  };
}
