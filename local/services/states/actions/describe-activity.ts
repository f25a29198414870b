import { action } from '../../../kernel/index.ts';
import type { EncryptionInput } from '../encryption.ts';
import { activityDoesNotExist } from '../errors.ts';
import { on } from '../permissions.ts';

/** DescribeActivity. */
export const describeActivity = action(
  'DescribeActivity',
  on('DescribeActivity', 'activityArn'),
  ({ activityArn }: { readonly activityArn: string }, { cloud }) => {
    const row = cloud.db.get<{ name: string; created: number; encryption: string }>(
      'SELECT name, created, encryption FROM states_activities WHERE arn = ?',
      activityArn,
    );
    if (!row) throw activityDoesNotExist(activityArn);
    return {
      activityArn,
      name: row.name,
      creationDate: new Date(row.created),
      encryptionConfiguration: JSON.parse(row.encryption) as EncryptionInput,
    };
  },
);
