import { keyBefore, pageAfter } from '../../kernel/index.ts';
import { invalidParameter } from './errors.ts';

/** Rows of one page of a listing. */
const PAGE = 100;

/** A page of rows in the order of their ARNs, and the token of the next. */
export function page<Row extends { readonly arn: string }>(
  token: string | undefined,
  read: (after: string, limit: number) => readonly Row[],
): { readonly rows: readonly Row[]; readonly NextToken?: string } {
  const found = read(keyBefore(token, refusal), PAGE + 1);
  const { page: rows, next } = pageAfter(found, PAGE, ({ arn }) => arn);
  return { rows, NextToken: next };
}

function refusal() {
  return invalidParameter('NextToken');
}
