import { action } from '../../../kernel/index.ts';
import { activityDoesNotExist } from '../errors.ts';
import { on } from '../permissions.ts';

/** DescribeActivity. */
export const describeActivity = action(
  'DescribeActivity',
  on('DescribeActivity', 'activityArn'),
  ({ activityArn }: { readonly activityArn: string }, { cloud }) => {
    const row = cloud.db.get<{ name: string; created: number }>(
      'SELECT name, created FROM states_activities WHERE arn = ?',
      activityArn,
    );
    if (!row) throw activityDoesNotExist(activityArn);
    const encryptionConfiguration = { type: 'AWS_OWNED_KEY' };
    return {
      activityArn,
      name: row.name,
      creationDate: new Date(row.created),
      encryptionConfiguration,
    };
  },
);
