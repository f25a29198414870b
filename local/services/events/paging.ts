import { AwsError } from '../../errors.ts';

/** One page of names in order, and the token of the next. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly nextToken: string | undefined;
}

/** The name after which a page begins, out of its token. */
export function afterToken(token: string | undefined): string {
  if (token === undefined) return '';
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!text.startsWith('after:'))
    throw new AwsError('ValidationException', 'Parameter NextToken is not valid.');
  return text.slice('after:'.length);
}

/** A page out of rows of which one more was read than asked for. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  nameOf: (row: Row) => string,
): Page<Row> {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const nextToken = last && Buffer.from(`after:${nameOf(last)}`).toString('base64url');
  return { rows: page, nextToken };
}
