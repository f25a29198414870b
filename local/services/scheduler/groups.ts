import { AwsError } from '../../errors.ts';
import type { ActionContext, Cloud, Permission, Tag } from '../../kernel/index.ts';

/** A row of the groups' table. */
export interface GroupRow {
  readonly name: string;
  readonly token: string | null;
  readonly created: number;
  readonly modified: number;
}

/** ARN of a group of schedules. */
export function groupArn(name: string, cloud: Cloud): string {
  return `arn:${cloud.partition}:scheduler:${cloud.region}:${cloud.accountId}:schedule-group/${name}`;
}

/** The group, where there is one. The default group is always there. */
export function groupRow(name: string, cloud: Cloud): GroupRow | undefined {
  if (name === 'default')
    cloud.db.run(
      "INSERT OR IGNORE INTO scheduler_groups VALUES ('default', NULL, ?, ?)",
      cloud.world.now(),
      cloud.world.now(),
    );
  return cloud.db.get<GroupRow>('SELECT * FROM scheduler_groups WHERE name = ?', name);
}

/** The group, or AWS's ResourceNotFoundException. */
export function groupNamed(name: string, cloud: Cloud): GroupRow {
  const row = groupRow(name, cloud);
  if (row) return row;
  throw new AwsError('ResourceNotFoundException', `Schedule group ${name} does not exist.`, {
    status: 404,
  });
}

/** Permission for an action on a group. */
export function onGroup(action: string) {
  return ({ Name }: { readonly Name: string }, { cloud }: ActionContext): readonly Permission[] => [
    { action: `scheduler:${action}`, resource: groupArn(Name, cloud) },
  ];
}

/** Permission for an action on the tags of a group. */
export function onTagged(action: string) {
  return ({ ResourceArn }: { readonly ResourceArn: string }): readonly Permission[] => [
    { action: `scheduler:${action}`, resource: ResourceArn },
  ];
}

/** The tags of a group, by key. */
export function tagsOf(arn: string, cloud: Cloud): readonly Tag[] {
  return cloud.db
    .all<{ key: string; value: string }>(
      'SELECT key, value FROM scheduler_tags WHERE arn = ? ORDER BY key',
      arn,
    )
    .map(({ key, value }) => ({ Key: key, Value: value }));
}

/** Adds tags; those with a known key are replaced. */
export function putTags(arn: string, tags: readonly Tag[] | undefined, cloud: Cloud): void {
  for (const { Key, Value } of tags ?? [])
    cloud.db.run('INSERT OR REPLACE INTO scheduler_tags VALUES (?, ?, ?)', arn, Key, Value);
}

/** The group of an ARN: nothing else of Scheduler has tags. */
export function taggedGroup(arn: string, cloud: Cloud): GroupRow {
  const name = /:schedule-group\/([^/]+)$/.exec(arn)?.[1];
  if (name === undefined) throw new AwsError('ValidationException', `Invalid resource ARN ${arn}.`);
  return groupNamed(name, cloud);
}
