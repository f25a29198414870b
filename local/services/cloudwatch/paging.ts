import { AwsError } from '../../errors.ts';

/** The token of the page after a name or number. */
export function tokenAfter(last: string | number): string {
  return Buffer.from(`after:${last}`).toString('base64');
}

/** The name or number that a page begins after; '' for the first page. */
export function afterToken(token: string | undefined): string {
  if (token === undefined) return '';
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (text.startsWith('after:')) return text.slice('after:'.length);
  throw new AwsError('InvalidNextToken', 'The service received an invalid NextToken.');
}
