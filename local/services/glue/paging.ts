import { pageAt } from '../../kernel/index.ts';
import { glueError } from './errors.ts';

/** Members of inputs that ask for a page. */
export interface PageInput {
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** One page of a list, and the token of the next. */
export function pageOf<Item>(items: readonly Item[], input: PageInput, most: number) {
  const limit = Math.min(input.MaxResults ?? most, most);
  return pageAt(items, { token: input.NextToken, limit }, refusal);
}

function refusal() {
  return glueError('InvalidInputException', 'The specified token is not valid.');
}
