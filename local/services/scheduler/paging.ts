import { AwsError } from '../../errors.ts';
import { keyBefore, pageAfter } from '../../kernel/index.ts';

/** One page of a list in order, and the token of the next. */
export function pageOf<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  { limit, token }: { readonly limit: number; readonly token: string | undefined },
) {
  const after = keyBefore(token, refusal);
  return pageAfter(
    rows.filter((row) => keyOf(row) > after),
    limit,
    keyOf,
  );
}

function refusal() {
  return new AwsError('ValidationException', 'Invalid NextToken.');
}
