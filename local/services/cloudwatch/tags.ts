import { AwsError } from '../../errors.ts';
import type { Cloud, Permission, Tag } from '../../kernel/index.ts';
import { alarmNamed } from './alarms.ts';

/** Permission for an action on the tags of an alarm. */
export function onTagged(action: string) {
  return ({ ResourceARN }: { readonly ResourceARN: string }): readonly Permission[] => [
    { action: `cloudwatch:${action}`, resource: ResourceARN },
  ];
}

/** Throws unless the ARN names an alarm that is there. */
export function requireTaggable(arn: string, cloud: Cloud): void {
  const name = /:alarm:(.+)$/.exec(arn)?.[1];
  if (name !== undefined && alarmNamed(name, cloud)) return;
  throw new AwsError('ResourceNotFoundException', `Unknown resource: ${arn}`, {
    status: 404,
    members: { ResourceType: 'Alarm', ResourceId: arn },
  });
}

/** The tags of an alarm, in the order they came. */
export function tagsOf(arn: string, cloud: Cloud): readonly Tag[] {
  return cloud.db
    .all<{ key: string; value: string }>(
      'SELECT key, value FROM cloudwatch_tags WHERE arn = ? ORDER BY rowid',
      arn,
    )
    .map(({ key, value }) => ({ Key: key, Value: value }));
}

/** Adds tags; those with a known key are replaced. */
export function putTags(arn: string, tags: readonly Tag[] | undefined, cloud: Cloud): void {
  for (const { Key, Value } of tags ?? [])
    cloud.db.run(
      `INSERT INTO cloudwatch_tags VALUES (?, ?, ?)
       ON CONFLICT (arn, key) DO UPDATE SET value = excluded.value`,
      arn,
      Key,
      Value,
    );
}
