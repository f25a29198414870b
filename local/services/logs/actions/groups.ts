import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { groupArn, groupNamed, onGroup } from '../groups.ts';
import type { GroupRow } from '../groups.ts';

interface Named {
  readonly logGroupName: string;
}

/** CreateLogGroup. */
export const createLogGroup = action(
  'CreateLogGroup',
  onGroup('CreateLogGroup'),
  (input: Named & { readonly kmsKeyId?: string }, { cloud }) => {
    const made = cloud.db.run(
      'INSERT OR IGNORE INTO logs_groups VALUES (?, NULL, ?, ?)',
      input.logGroupName,
      input.kmsKeyId ?? null,
      cloud.world.now(),
    );
    if (made === 0)
      throw new AwsError(
        'ResourceAlreadyExistsException',
        'The specified log group already exists',
      );
    return {};
  },
);

/** DeleteLogGroup, with its streams. */
export const deleteLogGroup = action(
  'DeleteLogGroup',
  onGroup('DeleteLogGroup'),
  ({ logGroupName }: Named, { cloud }) => {
    groupNamed(logGroupName, cloud);
    cloud.db.run('DELETE FROM logs_events WHERE grp = ?', logGroupName);
    cloud.db.run('DELETE FROM logs_streams WHERE grp = ?', logGroupName);
    cloud.db.run('DELETE FROM logs_groups WHERE name = ?', logGroupName);
    return {};
  },
);

/** PutRetentionPolicy. */
export const putRetentionPolicy = action(
  'PutRetentionPolicy',
  onGroup('PutRetentionPolicy'),
  (input: Named & { readonly retentionInDays: number }, { cloud }) => {
    groupNamed(input.logGroupName, cloud);
    cloud.db.run(
      'UPDATE logs_groups SET retention = ? WHERE name = ?',
      input.retentionInDays,
      input.logGroupName,
    );
    return {};
  },
);

/** Input of DescribeLogGroups. */
export interface DescribeLogGroupsInput {
  readonly logGroupNamePrefix?: string;
  readonly limit?: number;
  readonly nextToken?: string;
}

/** DescribeLogGroups: by name. */
export const describeLogGroups = action(
  'DescribeLogGroups',
  (_input: DescribeLogGroupsInput, context) => onGroup('DescribeLogGroups')({}, context),
  (input, { cloud }) => {
    const prefix = input.logGroupNamePrefix ?? '';
    const limit = input.limit ?? 50;
    const rows = cloud.db.all<GroupRow>(
      'SELECT * FROM logs_groups WHERE substr(name, 1, ?) = ? AND name > ? ORDER BY name LIMIT ?',
      prefix.length,
      prefix,
      input.nextToken ?? '',
      limit + 1,
    );
    const page = rows.slice(0, limit);
    return {
      logGroups: page.map((row) => ({
        logGroupName: row.name,
        arn: `${groupArn(row.name, cloud)}:*`,
        logGroupArn: groupArn(row.name, cloud),
        creationTime: row.created,
        retentionInDays: row.retention ?? undefined,
        kmsKeyId: row.kms_key ?? undefined,
        storedBytes: 0,
      })),
      nextToken: rows.length > limit ? page.at(-1)!.name : undefined,
    };
  },
);
