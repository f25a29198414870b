import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { checkSchedule } from '../check-schedule.ts';
import { onSchedule, plan, scheduleArn, scheduleNamed, scheduleRow } from '../schedules.ts';
import type { ScheduleDefinition } from '../schedules.ts';

/** CreateSchedule. The same call again, by its token, is answered again. */
export const createSchedule = action(
  'CreateSchedule',
  onSchedule('CreateSchedule'),
  (input: ScheduleDefinition, { cloud }) => {
    checkSchedule(input, cloud);
    const ScheduleArn = scheduleArn(input, cloud);
    const old = scheduleRow(input, cloud);
    if (old && old.token !== null && old.token === input.ClientToken) return { ScheduleArn };
    if (old)
      throw new AwsError('ConflictException', `Schedule ${input.Name} already exists.`, {
        status: 409,
      });
    const now = cloud.world.now();
    cloud.db.run(
      'INSERT INTO scheduler_schedules VALUES (?, ?, ?, ?, ?, ?, ?)',
      input.GroupName ?? 'default',
      input.Name,
      ScheduleArn,
      storedText(input),
      input.ClientToken ?? null,
      now,
      now,
    );
    plan(scheduleNamed(input, cloud), cloud);
    return { ScheduleArn };
  },
);

/** A definition as it is kept. */
export function storedText({ ClientToken: _, ...definition }: ScheduleDefinition): string {
  return JSON.stringify(definition);
}
