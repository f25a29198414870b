import { action } from '../../../kernel/index.ts';
import { activityArn, checkName } from '../arns.ts';
import { futureArn, tagOnCreate } from '../permissions.ts';
import { putTags } from '../tags.ts';
import type { Tag } from '../tags.ts';

interface Input {
  readonly name: string;
  readonly tags?: readonly Tag[];
}

/** CreateActivity. The same name again returns the activity there is. */
export const createActivity = action(
  'CreateActivity',
  (input: Input, context) => {
    const resource = futureArn(context, 'activity', input.name);
    return [{ action: 'states:CreateActivity', resource }, ...tagOnCreate(resource, input.tags)];
  },
  ({ name, tags }, { cloud }) => {
    checkName(name);
    const arn = activityArn(cloud, name);
    cloud.db.run(
      'INSERT OR IGNORE INTO states_activities (arn, name, created) VALUES (?, ?, ?)',
      arn,
      name,
      cloud.world.now(),
    );
    putTags(cloud, arn, tags ?? []);
    const { created } = cloud.db.get<{ created: number }>(
      'SELECT created FROM states_activities WHERE arn = ?',
      arn,
    )!;
    return { activityArn: arn, creationDate: new Date(created) };
  },
);
