import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { Tag } from '../../../kernel/index.ts';
import { groupArn, groupRow, onGroup, putTags } from '../groups.ts';

/** Input of CreateScheduleGroup. */
export interface CreateGroupInput {
  readonly Name: string;
  readonly ClientToken?: string;
  readonly Tags?: readonly Tag[];
}

/** CreateScheduleGroup. The same call again, by its token, is answered again. */
export const createScheduleGroup = action(
  'CreateScheduleGroup',
  onGroup('CreateScheduleGroup'),
  ({ Name, ClientToken, Tags }: CreateGroupInput, { cloud }) => {
    const ScheduleGroupArn = groupArn(Name, cloud);
    const old = groupRow(Name, cloud);
    if (old && old.token !== null && old.token === ClientToken) return { ScheduleGroupArn };
    if (old)
      throw new AwsError('ConflictException', `Schedule group ${Name} already exists.`, {
        status: 409,
      });
    const now = cloud.world.now();
    cloud.db.run(
      'INSERT INTO scheduler_groups VALUES (?, ?, ?, ?)',
      Name,
      ClientToken ?? null,
      now,
      now,
    );
    putTags(ScheduleGroupArn, Tags, cloud);
    return { ScheduleGroupArn };
  },
);
