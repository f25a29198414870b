import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { groupArn, groupNamed, onGroup } from '../groups.ts';
import { removeSchedule } from '../schedules.ts';
import type { ScheduleRow } from '../schedules.ts';

/** DeleteScheduleGroup: its schedules go with it. */
export const deleteScheduleGroup = action(
  'DeleteScheduleGroup',
  onGroup('DeleteScheduleGroup'),
  ({ Name }: { readonly Name: string }, { cloud }) => {
    if (Name === 'default')
      throw new AwsError('ValidationException', 'The default schedule group cannot be deleted.');
    groupNamed(Name, cloud);
    const rows = cloud.db.all<ScheduleRow>('SELECT * FROM scheduler_schedules WHERE grp = ?', Name);
    for (const row of rows) removeSchedule(row, cloud);
    cloud.db.run('DELETE FROM scheduler_groups WHERE name = ?', Name);
    cloud.db.run('DELETE FROM scheduler_tags WHERE arn = ?', groupArn(Name, cloud));
    return {};
  },
);
