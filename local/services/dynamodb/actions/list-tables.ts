import { rawAction } from '../../../kernel/index.ts';
import { checkRequest } from '../dynalite.ts';

/** Input of ListTables. */
export interface ListTablesInput {
  readonly ExclusiveStartTableName?: string;
  readonly Limit?: number;
}

/** ListTables: a hundred a page. */
export const listTables = rawAction(
  'ListTables',
  () => [{ action: 'dynamodb:ListTables', resource: '*' }],
  (input: ListTablesInput, { cloud }) => {
    const { ExclusiveStartTableName: after = '', Limit: limit = 100 } = checkRequest(
      'listTables',
      input,
    ) as ListTablesInput;
    const rows = cloud.db.all<{ name: string }>(
      'SELECT name FROM dynamodb_tables WHERE name > ? ORDER BY name LIMIT ?',
      after,
      limit + 1,
    );
    const names = rows.slice(0, limit).map(({ name }) => name);
    return {
      TableNames: names,
      LastEvaluatedTableName: rows.length > limit ? names.at(-1) : undefined,
    };
  },
);
