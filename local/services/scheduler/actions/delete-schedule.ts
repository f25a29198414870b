import { action } from '../../../kernel/index.ts';
import { onSchedule, removeSchedule, scheduleNamed } from '../schedules.ts';
import type { ScheduleName } from '../schedules.ts';

/** DeleteSchedule. */
export const deleteSchedule = action(
  'DeleteSchedule',
  onSchedule('DeleteSchedule'),
  (input: ScheduleName, { cloud }) => {
    removeSchedule(scheduleNamed(input, cloud), cloud);
    return {};
  },
);
