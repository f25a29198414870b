import { rawAction } from '../../../kernel/index.ts';
import { checkRequest } from '../dynalite.ts';
import { query as readPage } from '../querying.ts';
import { onTable, withBareName } from '../tables.ts';
import type { TableInput } from '../tables.ts';

/** Query. */
export const query = rawAction('Query', onTable('Query'), (input: TableInput, { cloud }) =>
  readPage(checkRequest('query', withBareName(input)), cloud),
);
