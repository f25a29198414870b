import { AwsError } from '../../errors.ts';
import type { ActionContext, Cloud } from '../../kernel/index.ts';
import { notFound } from './errors.ts';
import { findTable } from './tables.ts';
import type { TableRow } from './tables.ts';

/** The table of an ARN. Throws with `what` where there is none. */
export function taggedTable(arn: string, cloud: Cloud, what?: string): TableRow {
  const row = findTable(arn, cloud);
  if (!row) throw notFound(what);
  return row;
}

/**
 * Throws where what is to be tagged is named by no ARN at all: that is nobody's to allow. Source:
 * dynalite's recorded answers.
 */
export function checkTaggable(operation: string, arn: unknown, { principal }: ActionContext): void {
  if (typeof arn !== 'string' || /^.+:.+:.+:.+:.+:.+\/.+$/.test(arn)) return;
  throw new AwsError(
    'AccessDeniedException',
    `User: ${principal.arn} is not authorized to perform: dynamodb:${operation} on resource: ${arn || '*'}`,
  );
}

/** The tags of a table by key. */
export function tagsOf({ tags }: TableRow): Readonly<Record<string, string>> {
  return JSON.parse(tags) as Record<string, string>;
}

/** Writes the tags of a table. */
export function storeTags(
  { name }: TableRow,
  tags: Readonly<Record<string, string>>,
  cloud: Cloud,
): void {
  cloud.db.run('UPDATE dynamodb_tables SET tags = ? WHERE name = ?', JSON.stringify(tags), name);
}
