import { AwsError } from '../../errors.ts';
import type { ActionContext, Cloud, Permission } from '../../kernel/index.ts';
import type { TargetDelivery } from '../events/delivery.ts';
import type { Target } from '../events/rules.ts';
import { nextRun } from './expressions.ts';

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
  readonly Target: Omit<Target, 'Id'>;
}

/** A row of the schedules' table. */
export interface ScheduleRow {
  readonly grp: string;
  readonly name: string;
  readonly arn: string;
  readonly definition: string;
  readonly created: number;
}

/** ARN of a schedule. */
export function scheduleArn(
  { Name, GroupName = 'default' }: { readonly Name: string; readonly GroupName?: string },
  cloud: Cloud,
): string {
  return `arn:aws:scheduler:${cloud.region}:${cloud.accountId}:schedule/${GroupName}/${Name}`;
}

/** Permission for an action on a schedule, and to pass the role of its target. */
export function onSchedule(action: string) {
  return (
    input: {
      readonly Name: string;
      readonly GroupName?: string;
      readonly Target?: { readonly RoleArn?: string };
    },
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

/** The schedule, or AWS's ResourceNotFoundException. */
export function scheduleNamed(
  { Name, GroupName = 'default' }: { readonly Name: string; readonly GroupName?: string },
  cloud: Cloud,
): ScheduleRow {
  const row = cloud.db.get<ScheduleRow>(
    'SELECT * FROM scheduler_schedules WHERE grp = ? AND name = ?',
    GroupName,
    Name,
  );
  if (!row)
    throw new AwsError('ResourceNotFoundException', `Schedule ${Name} does not exist.`, {
      status: 404,
    });
  return row;
}

/** Sets (or takes away) the timer of a schedule's next run. */
export function plan(row: ScheduleRow, cloud: Cloud): void {
  const key = `${row.grp}|${row.name}`;
  const definition = JSON.parse(row.definition) as ScheduleDefinition;
  const start = definition.StartDate ? new Date(definition.StartDate).getTime() : row.created;
  const after = Math.max(cloud.world.now(), definition.StartDate ? start - 1 : 0);
  const due = nextRun(
    definition.ScheduleExpression,
    definition.ScheduleExpressionTimezone ?? 'UTC',
    after,
    start,
  );
  const ended =
    definition.EndDate !== undefined &&
    due !== undefined &&
    due > new Date(definition.EndDate).getTime();
  if (due === undefined || ended || definition.State === 'DISABLED')
    cloud.timers.cancel('scheduler.due', key);
  else cloud.timers.set('scheduler.due', key, due, { GroupName: row.grp, Name: row.name });
}

/** A schedule is due: its target is called as its role, and its next run is planned. */
export function fire(
  name: { readonly GroupName: string; readonly Name: string },
  cloud: Cloud,
): void {
  const row = scheduleNamed(name, cloud);
  const definition = JSON.parse(row.definition) as ScheduleDefinition;
  const { Target: target } = definition;
  const delivery: TargetDelivery = {
    ruleArn: row.arn,
    source: 'scheduler.amazonaws.com',
    target: { Id: name.Name, ...target },
    input: withContext(target.Input ?? '{}', row, cloud),
  };
  const retry = {
    maxAttempts: (target.RetryPolicy?.MaximumRetryAttempts ?? 185) + 1,
    maxAgeSeconds: target.RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400,
  };
  cloud.outbox.send('events.deliver', delivery, { retry });
  if (
    definition.ScheduleExpression.startsWith('at(') &&
    definition.ActionAfterCompletion === 'DELETE'
  ) {
    cloud.db.run('DELETE FROM scheduler_schedules WHERE grp = ? AND name = ?', row.grp, row.name);
  } else plan(row, cloud);
}

/**
 * Scheduler's own placeholders. Source: EventBridge Scheduler user guide,
 * managing-schedule-context-attributes.
 */
function withContext(input: string, row: ScheduleRow, cloud: Cloud): string {
  return input
    .replaceAll('<aws.scheduler.schedule-arn>', row.arn)
    .replaceAll(
      '<aws.scheduler.scheduled-time>',
      new Date(cloud.world.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
    )
    .replaceAll('<aws.scheduler.execution-id>', cloud.world.uuid())
    .replaceAll('<aws.scheduler.attempt-number>', '1');
}
