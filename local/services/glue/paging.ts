import { glueError } from './errors.ts';

/** Members of inputs that ask for a page. */
export interface PageInput {
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** One page of a list, and the token of the next. */
export function pageOf<Item>(items: readonly Item[], input: PageInput, most: number) {
  const start = input.NextToken === undefined ? 0 : positionOf(input.NextToken);
  const end = start + Math.min(input.MaxResults ?? most, most);
  return {
    page: items.slice(start, end),
    next: end < items.length ? Buffer.from(`at ${end}`).toString('base64') : undefined,
  };
}

function positionOf(token: string): number {
  const match = /^at (\d+)$/.exec(Buffer.from(token, 'base64').toString('utf8'));
  if (!match) throw glueError('InvalidInputException', 'The specified token is not valid.');
  return Number(match[1]);
}
