import { pageAt } from '../../kernel/index.ts';
import type { PageOf } from '../../kernel/paging.ts';
import { validationError } from './errors.ts';

/** Entries of a page, whatever is listed. Source: CloudFormation API reference, the List actions. */
export const PAGE = 100;

/** The refusal of a token that was never given. */
export function invalidToken(): Error {
  return validationError('The given NextToken is invalid');
}

/** A page out of a whole list. */
export function pageOf<Item>(items: readonly Item[], token: string | undefined): PageOf<Item> {
  return pageAt(items, { token, limit: PAGE }, invalidToken);
}
