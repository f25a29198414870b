import { AwsError } from '../../errors.ts';
import { pageAt, placeOf } from '../../kernel/index.ts';

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken?: string;
}

/** Throws unless size and token are within their limits. */
export function checkPage(request: {
  readonly maxResults?: number;
  readonly nextToken?: string;
}): void {
  const { maxResults, nextToken } = request;
  if (maxResults !== undefined && maxResults < 0) {
    throw constraint(
      String(maxResults),
      'maxResults',
      'Member must have value greater than or equal to 0',
    );
  }
  if (maxResults !== undefined && maxResults > 1000) {
    throw constraint(
      String(maxResults),
      'maxResults',
      'Member must have value less than or equal to 1000',
    );
  }
  if (nextToken !== undefined && nextToken.length > 3096) {
    throw constraint(nextToken, 'nextToken', 'Member must have length less than or equal to 3096');
  }
}

/** A value that does not keep to a constraint of the API. */
export function constraint(value: string, member: string, rule: string): AwsError {
  const text = `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${rule}`;
  return new AwsError('ValidationException', text);
}

/** Cuts a page out of a list; the token says where the next one begins. */
export function pageOf<Item>(
  all: readonly Item[],
  request: { readonly maxResults?: number; readonly nextToken?: string },
): Page<Item> {
  checkPage(request);
  const limit = request.maxResults ? Math.min(request.maxResults, 1000) : 100;
  const { page, next } = pageAt(all, { token: request.nextToken, limit }, refusal);
  return next === undefined ? { items: page } : { items: page, nextToken: next };
}

/** The position of a token. */
export function offsetOf(token: string): number {
  return placeOf(token, refusal);
}

function refusal() {
  return new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
}
