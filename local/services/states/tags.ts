import type { Cloud } from '../../kernel/index.ts';

/** A tag. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Sets tags of a resource. */
export function putTags(cloud: Cloud, resourceArn: string, tags: readonly Tag[]): void {
  for (const { key, value } of tags) {
    cloud.db.run(
      'INSERT OR REPLACE INTO states_tags (resource_arn, key, value) VALUES (?, ?, ?)',
      resourceArn,
      key,
      value,
    );
  }
}

/** The tags of a resource. */
export function tagsOf(cloud: Cloud, resourceArn: string): Tag[] {
  return cloud.db.all<Tag>(
    'SELECT key, value FROM states_tags WHERE resource_arn = ? ORDER BY key',
    resourceArn,
  );
}
