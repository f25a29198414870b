import { AwsError } from '../../errors.ts';

/** One page of a list in order, and the token of the next. */
export function pageOf<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  { limit, token }: { readonly limit: number; readonly token: string | undefined },
): { readonly rows: readonly Row[]; readonly next: string | undefined } {
  const after = token === undefined ? '' : decoded(token);
  const left = rows.filter((row) => keyOf(row) > after);
  const page = left.slice(0, limit);
  const last = left.length > limit ? page.at(-1) : undefined;
  return { rows: page, next: last && Buffer.from(`after:${keyOf(last)}`).toString('base64') };
}

function decoded(token: string): string {
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (text.startsWith('after:')) return text.slice('after:'.length);
  throw new AwsError('ValidationException', 'Invalid NextToken.');
}
