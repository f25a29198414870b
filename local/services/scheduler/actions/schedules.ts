import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { requireKnownTarget } from '../../events/delivery.ts';
import { nextRun } from '../expressions.ts';
import { onSchedule, plan, scheduleArn, scheduleNamed } from '../schedules.ts';
import type { ScheduleDefinition, ScheduleRow } from '../schedules.ts';

type Named = Pick<ScheduleDefinition, 'Name' | 'GroupName'>;

/** CreateSchedule. */
export const createSchedule = action(
  'CreateSchedule',
  onSchedule('CreateSchedule'),
  (input: ScheduleDefinition, { cloud }) => {
    check(input, cloud);
    const made = cloud.db.run(
      'INSERT OR IGNORE INTO scheduler_schedules VALUES (?, ?, ?, ?, ?)',
      input.GroupName ?? 'default',
      input.Name,
      scheduleArn(input, cloud),
      JSON.stringify(input),
      cloud.world.now(),
    );
    if (made === 0)
      throw new AwsError('ConflictException', `Schedule ${input.Name} already exists.`, {
        status: 409,
      });
    plan(scheduleNamed(input, cloud), cloud);
    return { ScheduleArn: scheduleArn(input, cloud) };
  },
);

/** UpdateSchedule: replaces the whole definition. */
export const updateSchedule = action(
  'UpdateSchedule',
  onSchedule('UpdateSchedule'),
  (input: ScheduleDefinition, { cloud }) => {
    check(input, cloud);
    const row = scheduleNamed(input, cloud);
    cloud.db.run(
      'UPDATE scheduler_schedules SET definition = ? WHERE grp = ? AND name = ?',
      JSON.stringify(input),
      row.grp,
      row.name,
    );
    plan(scheduleNamed(input, cloud), cloud);
    return { ScheduleArn: row.arn };
  },
);

/** GetSchedule. */
export const getSchedule = action(
  'GetSchedule',
  onSchedule('GetSchedule'),
  (input: Named, { cloud }) => {
    const row = scheduleNamed(input, cloud);
    const definition = JSON.parse(row.definition) as ScheduleDefinition;
    return {
      ...definition,
      GroupName: row.grp,
      Arn: row.arn,
      State: definition.State ?? 'ENABLED',
      CreationDate: new Date(row.created),
      ScheduleExpressionTimezone: definition.ScheduleExpressionTimezone ?? 'UTC',
    };
  },
);

/** DeleteSchedule. */
export const deleteSchedule = action(
  'DeleteSchedule',
  onSchedule('DeleteSchedule'),
  (input: Named, { cloud }) => {
    const row = scheduleNamed(input, cloud);
    cloud.db.run('DELETE FROM scheduler_schedules WHERE grp = ? AND name = ?', row.grp, row.name);
    cloud.timers.cancel('scheduler.due', `${row.grp}|${row.name}`);
    return {};
  },
);

/** Input of ListSchedules. */
export interface ListSchedulesInput {
  readonly GroupName?: string;
  readonly NamePrefix?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** ListSchedules: by name. */
export const listSchedules = action(
  'ListSchedules',
  () => [{ action: 'scheduler:ListSchedules', resource: '*' }],
  (input: ListSchedulesInput, { cloud }) => {
    const limit = input.MaxResults ?? 100;
    const prefix = input.NamePrefix ?? '';
    const rows = cloud.db.all<ScheduleRow>(
      `SELECT * FROM scheduler_schedules WHERE (? = '' OR grp = ?) AND substr(name, 1, ?) = ? AND name > ? ORDER BY name LIMIT ?`,
      input.GroupName ?? '',
      input.GroupName ?? '',
      prefix.length,
      prefix,
      input.NextToken ?? '',
      limit + 1,
    );
    const page = rows.slice(0, limit);
    return {
      Schedules: page.map((row) => {
        const { State = 'ENABLED', Target } = JSON.parse(row.definition) as ScheduleDefinition;
        return {
          Arn: row.arn,
          Name: row.name,
          GroupName: row.grp,
          State,
          Target: { Arn: Target.Arn },
          CreationDate: new Date(row.created),
        };
      }),
      NextToken: rows.length > limit ? page.at(-1)!.name : undefined,
    };
  },
);

function check(input: ScheduleDefinition, cloud: Cloud): void {
  requireKnownTarget(input.Target.Arn);
  nextRun(input.ScheduleExpression, input.ScheduleExpressionTimezone ?? 'UTC', cloud.world.now());
}
