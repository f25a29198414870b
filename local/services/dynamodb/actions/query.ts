import { action } from '../../../kernel/index.ts';
import { checkRequest } from '../dynalite.ts';
import { query as readPage } from '../reading.ts';
import { onTable } from '../tables.ts';

/** Query. */
export const query = action(
  'Query',
  onTable('Query'),
  (input: { readonly TableName: string; readonly IndexName?: string }, { cloud }) =>
    readPage(checkRequest('query', input), cloud),
);
