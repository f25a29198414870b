import { action } from '../../../kernel/index.ts';
import { checkSchedule } from '../check-schedule.ts';
import { onSchedule, plan, scheduleNamed } from '../schedules.ts';
import type { ScheduleDefinition } from '../schedules.ts';
import { storedText } from './create-schedule.ts';

/** UpdateSchedule: replaces the whole definition; what is left out gets its default. */
export const updateSchedule = action(
  'UpdateSchedule',
  onSchedule('UpdateSchedule'),
  (input: ScheduleDefinition, { cloud }) => {
    checkSchedule(input, cloud);
    const row = scheduleNamed(input, cloud);
    cloud.db.run(
      'UPDATE scheduler_schedules SET definition = ?, modified = ? WHERE grp = ? AND name = ?',
      storedText(input),
      cloud.world.now(),
      row.grp,
      row.name,
    );
    plan(scheduleNamed(input, cloud), cloud);
    return { ScheduleArn: row.arn };
  },
);
