import { parsedTags } from '../../kernel/index.ts';
import type { ActionContext, Cloud, Tags } from '../../kernel/index.ts';
import { ssmError } from './errors.ts';

/** Tags as SSM writes them. */
export type TagList = readonly { readonly Key: string; readonly Value: string }[];

/** The tags of a parameter. */
export function tagsOf(name: string, { cloud }: ActionContext): Readonly<Record<string, string>> {
  const row = cloud.db.get<{ tags: string }>('SELECT tags FROM ssm_tags WHERE name = ?', name);
  return row ? (JSON.parse(row.tags) as Record<string, string>) : {};
}

/** The tags behind the ARN of a parameter, which leaves out the name's first slash. */
export function tagsOfArn(arn: string, { db }: Cloud): Tags | undefined {
  const name = arn.slice(arn.indexOf(':parameter/') + ':parameter/'.length);
  const row = db.get<{ tags: string }>(
    'SELECT tags FROM ssm_tags WHERE name IN (?, ?)',
    name,
    `/${name}`,
  );
  return parsedTags(row?.tags);
}

/** Stores the tags of a parameter. Throws TooManyTagsError past fifty. */
export function putTags(
  name: string,
  tags: Readonly<Record<string, string>>,
  { cloud }: ActionContext,
): void {
  if (Object.keys(tags).length > 50)
    throw ssmError('TooManyTagsError', 'The number of tags exceeds the limit of 50.');
  cloud.db.run('INSERT OR REPLACE INTO ssm_tags VALUES (?, ?)', name, JSON.stringify(tags));
}
