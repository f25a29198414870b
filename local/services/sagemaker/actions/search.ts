import { NotEmulated } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { validationException } from '../errors.ts';
import { onAny } from '../permissions.ts';
import { checkExpression, matches, propertyOf } from '../search/expression.ts';
import type { Found, SearchExpression } from '../search/expression.ts';
import { asRecord, describedPath, SOURCES } from '../search/resources.ts';

interface Input {
  readonly Resource: string;
  readonly SearchExpression?: SearchExpression;
  readonly SortBy?: string;
  readonly SortOrder?: 'Ascending' | 'Descending';
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

/** Search: what was changed last comes first, unless the request says otherwise. */
export const search = action('Search', onAny('Search'), (input: Input, { cloud }) => {
  const source = SOURCES[input.Resource];
  if (!source)
    throw new NotEmulated(
      `searching for ${input.Resource}`,
      `there are ${Object.keys(SOURCES).join(', ')}`,
    );
  const expression = described(input.SearchExpression ?? {});
  checkExpression(expression);
  const found = source(cloud)
    .filter((each) => matches(each, expression))
    .sort(orderOf(input));
  const from = input.NextToken === undefined ? 0 : offsetOf(input.NextToken);
  const to = from + (input.MaxResults ?? 10);
  return {
    Results: found.slice(from, to).map((each) => asRecord(input.Resource, each)),
    TotalHits: { Value: found.length, Relation: 'EqualTo' },
    ...(to < found.length ? { NextToken: Buffer.from(`from:${to}`).toString('base64') } : {}),
  };
});

/** The expression with the names that descriptions have. */
function described(expression: SearchExpression): SearchExpression {
  return {
    ...expression,
    Filters: expression.Filters?.map((filter) => ({
      ...filter,
      Name: describedPath(filter.Name),
    })),
    SubExpressions: expression.SubExpressions?.map(described),
  };
}

function orderOf({ SortBy = 'LastModifiedTime', SortOrder = 'Descending' }: Input) {
  const sign = SortOrder === 'Ascending' ? 1 : -1;
  const path = describedPath(SortBy);
  return (a: Found, b: Found) => {
    const [left, right] = [keyOf(a, path), keyOf(b, path)];
    if (left === right) return 0;
    // What has no such property comes last, whichever way it goes.
    if (left === undefined || right === undefined) return left === undefined ? 1 : -1;
    return left < right ? -sign : sign;
  };
}

function keyOf(found: Found, path: string): string | number | undefined {
  const value = propertyOf(found, path);
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number') return value;
  return value === undefined || value === null ? undefined : String(value);
}

function offsetOf(token: string): number {
  const text = Buffer.from(token, 'base64').toString('utf8');
  const offset = /^from:(\d+)$/.exec(text)?.[1];
  if (offset === undefined) throw validationException('Invalid pagination token because "{0}".');
  return Number(offset);
}
