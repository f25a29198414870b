import { AwsError } from '../../errors.ts';
import type { Cloud, Permission, Tag } from '../../kernel/index.ts';
import { requireBus } from './buses.ts';
import { ruleNamed } from './rules.ts';

/** Tags a resource may have. Source: EventBridge user guide, tagging. */
const MAX_TAGS = 50;

/** Permission for an action on the tags of a resource. */
export function onTagged(action: string) {
  return ({ ResourceARN }: { readonly ResourceARN: string }): readonly Permission[] => [
    { action: `events:${action}`, resource: ResourceARN },
  ];
}

/** Throws ResourceNotFoundException unless the ARN names a rule or a bus that is there. */
export function requireTaggable(arn: string, cloud: Cloud): void {
  const [kind = '', ...path] = (arn.split(':')[5] ?? '').split('/');
  if (kind === 'event-bus') requireBus(path.join('/'), cloud);
  else if (kind === 'rule' && path.length > 0)
    ruleNamed(path.slice(0, -1).join('/') || 'default', path.at(-1)!, cloud);
  else
    throw new AwsError(
      'ValidationException',
      'Parameter ResourceARN is not valid. Reason: Provided Arn is not in correct format.',
    );
}

/** The tags of a resource, by key. */
export function tagsOf(arn: string, cloud: Cloud): readonly Tag[] {
  return cloud.db
    .all<{ key: string; value: string }>(
      'SELECT key, value FROM events_tags WHERE arn = ? ORDER BY key',
      arn,
    )
    .map(({ key, value }) => ({ Key: key, Value: value }));
}

/** Adds tags; those with a known key are replaced. */
export function putTags(arn: string, tags: readonly Tag[] | undefined, cloud: Cloud): void {
  for (const { Key, Value } of tags ?? [])
    cloud.db.run('INSERT OR REPLACE INTO events_tags VALUES (?, ?, ?)', arn, Key, Value);
  if (tags && tagsOf(arn, cloud).length > MAX_TAGS)
    throw new AwsError(
      'LimitExceededException',
      'The requested resource exceeds the maximum number allowed.',
    );
}

/** Takes tags away: those of the keys, or all. */
export function removeTags(arn: string, keys: readonly string[] | undefined, cloud: Cloud): void {
  if (!keys) cloud.db.run('DELETE FROM events_tags WHERE arn = ?', arn);
  for (const key of keys ?? [])
    cloud.db.run('DELETE FROM events_tags WHERE arn = ? AND key = ?', arn, key);
}
