import { AwsError } from '../../errors.ts';
import type { ActionContext, Cloud, Permission } from '../../kernel/index.ts';
import type { Target } from '../events/targets.ts';
import { nextRun, parseSchedule } from './expressions.ts';
import type { Schedule } from './expressions.ts';

/** A schedule, as CreateSchedule takes it. */
export interface ScheduleDefinition {
  readonly Name: string;
  readonly GroupName?: string;
  readonly ScheduleExpression: string;
  readonly ScheduleExpressionTimezone?: string;
  readonly StartDate?: Date | string;
  readonly EndDate?: Date | string;
  readonly State?: 'ENABLED' | 'DISABLED';
  readonly FlexibleTimeWindow: { readonly Mode: string; readonly MaximumWindowInMinutes?: number };
  readonly ActionAfterCompletion?: 'NONE' | 'DELETE';
  readonly Description?: string;
  readonly KmsKeyArn?: string;
  readonly ClientToken?: string;
  readonly Target: Omit<Target, 'Id'>;
}

/** What names a schedule. */
export type ScheduleName = Pick<ScheduleDefinition, 'Name' | 'GroupName'>;

/** A row of the schedules' table. */
export interface ScheduleRow {
  readonly grp: string;
  readonly name: string;
  readonly arn: string;
  readonly definition: string;
  readonly token: string | null;
  readonly created: number;
  readonly modified: number;
}

/** ARN of a schedule. */
export function scheduleArn({ Name, GroupName = 'default' }: ScheduleName, cloud: Cloud): string {
  return `arn:${cloud.partition}:scheduler:${cloud.region}:${cloud.accountId}:schedule/${GroupName}/${Name}`;
}

/** Permission for an action on a schedule, and to pass the role of its target. */
export function onSchedule(action: string) {
  return (
    input: ScheduleName & { readonly Target?: { readonly RoleArn?: string } },
    { cloud }: ActionContext,
  ): readonly Permission[] => {
    const role = input.Target?.RoleArn;
    const pass = {
      action: 'iam:PassRole',
      resource: role ?? '',
      context: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
    };
    return [
      { action: `scheduler:${action}`, resource: scheduleArn(input, cloud) },
      ...(role ? [pass] : []),
    ];
  };
}

/** The schedule, where there is one. */
export function scheduleRow(
  { Name, GroupName = 'default' }: ScheduleName,
  cloud: Cloud,
): ScheduleRow | undefined {
  return cloud.db.get<ScheduleRow>(
    'SELECT * FROM scheduler_schedules WHERE grp = ? AND name = ?',
    GroupName,
    Name,
  );
}

/** The schedule, or AWS's ResourceNotFoundException. */
export function scheduleNamed(name: ScheduleName, cloud: Cloud): ScheduleRow {
  const row = scheduleRow(name, cloud);
  if (row) return row;
  throw new AwsError('ResourceNotFoundException', `Schedule ${name.Name} does not exist.`, {
    status: 404,
  });
}

/** Takes a schedule and its timer away. */
export function removeSchedule(row: ScheduleRow, cloud: Cloud): void {
  cloud.db.run('DELETE FROM scheduler_schedules WHERE grp = ? AND name = ?', row.grp, row.name);
  cloud.timers.cancel('scheduler.due', keyOf(row));
}

/** Parses a schedule expression, or throws AWS's ValidationException. */
export function scheduleOf(expression: string): Schedule {
  const schedule = parseSchedule(expression);
  if (schedule) return schedule;
  throw new AwsError('ValidationException', `Invalid Schedule Expression ${expression}.`);
}

/** Sets (or takes away) the timer of a schedule's next run; false where there is none. */
export function plan(row: ScheduleRow, cloud: Cloud): boolean {
  const definition = JSON.parse(row.definition) as ScheduleDefinition;
  const due = nextDue(row, definition, cloud.world.now());
  if (due === undefined || definition.State === 'DISABLED') {
    cloud.timers.cancel('scheduler.due', keyOf(row));
    return due !== undefined;
  }
  cloud.timers.set('scheduler.due', keyOf(row), due, { GroupName: row.grp, Name: row.name });
  return true;
}

/** One-time schedules know no start and no end. */
function nextDue(
  row: ScheduleRow,
  definition: ScheduleDefinition,
  now: number,
): number | undefined {
  const { ScheduleExpressionTimezone: timezone = 'UTC', StartDate, EndDate } = definition;
  const schedule = scheduleOf(definition.ScheduleExpression);
  if (schedule.kind === 'at') return nextRun(schedule, timezone, now);
  const start = StartDate ? new Date(StartDate).getTime() : row.modified;
  const after = StartDate ? Math.max(now, start - 1) : now;
  const due = nextRun(schedule, timezone, after, start);
  const end = EndDate ? new Date(EndDate).getTime() : Infinity;
  return due !== undefined && due <= end ? due : undefined;
}

function keyOf({ grp, name }: ScheduleRow): string {
  return `${grp}|${name}`;
}
