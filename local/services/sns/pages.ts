import { invalidParameter } from './errors.ts';

/** Rows of one page of a listing. */
const PAGE = 100;

/** A page of rows in the order of their ARNs, and the token of the next. */
export function page<Row extends { readonly arn: string }>(
  token: string | undefined,
  read: (after: string, limit: number) => readonly Row[],
): { readonly rows: readonly Row[]; readonly NextToken?: string } {
  const found = read(afterToken(token), PAGE + 1);
  const rows = found.slice(0, PAGE);
  return found.length > PAGE ? { rows, NextToken: pageToken(rows.at(-1)!.arn) } : { rows };
}

function pageToken(arn: string): string {
  return Buffer.from(`after ${arn}`).toString('base64');
}

function afterToken(token: string | undefined): string {
  if (!token) return '';
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (!text.startsWith('after ')) throw invalidParameter('NextToken');
  return text.slice('after '.length);
}
