import { action } from '../../../kernel/index.ts';
import { onSchedule, scheduleNamed } from '../schedules.ts';
import type { ScheduleDefinition, ScheduleName } from '../schedules.ts';

/** GetSchedule. */
export const getSchedule = action(
  'GetSchedule',
  onSchedule('GetSchedule'),
  (input: ScheduleName, { cloud }) => {
    const row = scheduleNamed(input, cloud);
    const definition = JSON.parse(row.definition) as ScheduleDefinition;
    const { RetryPolicy, ...target } = definition.Target;
    return {
      ...definition,
      StartDate: definition.StartDate && new Date(definition.StartDate),
      EndDate: definition.EndDate && new Date(definition.EndDate),
      Target: {
        ...target,
        RetryPolicy: {
          MaximumEventAgeInSeconds: 86_400,
          MaximumRetryAttempts: 185,
          ...RetryPolicy,
        },
      },
      GroupName: row.grp,
      Arn: row.arn,
      State: definition.State ?? 'ENABLED',
      ActionAfterCompletion: definition.ActionAfterCompletion ?? 'NONE',
      CreationDate: new Date(row.created),
      LastModificationDate: new Date(row.modified),
      ScheduleExpressionTimezone: definition.ScheduleExpressionTimezone ?? 'UTC',
    };
  },
);
