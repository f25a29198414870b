import type { Cloud, Tag } from '../../kernel/index.ts';

/** Sets tags of a resource. */
export function putTags(cloud: Cloud, resourceArn: string, tags: readonly Tag[] | undefined): void {
  for (const { Key, Value } of tags ?? []) {
    cloud.db.run(
      'INSERT OR REPLACE INTO sagemaker_tags (resource_arn, key, value) VALUES (?, ?, ?)',
      resourceArn,
      Key,
      Value,
    );
  }
}

/** The tags of a resource, in the order in which they were set. */
export function tagsOf(cloud: Cloud, resourceArn: string): Tag[] {
  return cloud.db.all<Tag>(
    'SELECT key AS Key, value AS Value FROM sagemaker_tags WHERE resource_arn = ? ORDER BY rowid',
    resourceArn,
  );
}

/** Forgets the tags of a resource that is gone. */
export function dropTags(cloud: Cloud, resourceArn: string): void {
  cloud.db.run('DELETE FROM sagemaker_tags WHERE resource_arn = ?', resourceArn);
}

/** True when a resource of this ARN exists. */
export function resourceExists(cloud: Cloud, arn: string): boolean {
  const lower = arn.toLowerCase();
  return ['jobs', 'models', 'configs', 'endpoints', 'tuning'].some(
    (table) =>
      cloud.db.get(`SELECT 1 AS found FROM sagemaker_${table} WHERE arn = ?`, lower) !== undefined,
  );
}

/** A request as descriptions show it: tags are listed by ListTags. */
export function withoutTags<Request extends object>(request: Request): Omit<Request, 'Tags'> {
  return Object.fromEntries(Object.entries(request).filter(([name]) => name !== 'Tags')) as Omit<
    Request,
    'Tags'
  >;
}
