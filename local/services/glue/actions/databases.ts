import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { databaseNamed, described, folded, refuseParts, removeTable, stored } from '../catalog.ts';
import type { DatabaseRow, Described, TableRow } from '../catalog.ts';
import { alreadyExists } from '../errors.ts';
import { pageOf } from '../paging.ts';
import type { PageInput } from '../paging.ts';
import { onCatalog } from '../permissions.ts';

interface DatabaseInput extends Described {
  readonly Name: string;
}

interface Named {
  readonly Name: string;
  readonly CatalogId?: string;
}

interface Given {
  readonly DatabaseInput: DatabaseInput;
  readonly CatalogId?: string;
}

const ELSEWHERE = ['TargetDatabase', 'FederatedDatabase'];

/** CreateDatabase. */
export const createDatabase = action(
  'CreateDatabase',
  ({ DatabaseInput: { Name } }: Given, context) =>
    onCatalog('CreateDatabase', { database: Name }, context),
  (input: Given, { cloud }) => {
    refuseParts(input, ['Tags'], cloud);
    refuseParts(input.DatabaseInput, ELSEWHERE, cloud);
    const { Name, ...rest } = input.DatabaseInput;
    const name = folded(Name);
    if (cloud.db.get('SELECT 1 FROM glue_databases WHERE name = ?', name))
      throw alreadyExists('Database');
    const now = cloud.world.now();
    cloud.db.run('INSERT INTO glue_databases VALUES (?, ?, ?)', name, stored(rest), now);
    return {};
  },
);

/** GetDatabase. */
export const getDatabase = action(
  'GetDatabase',
  ({ Name }: Named, context) => onCatalog('GetDatabase', { database: Name }, context),
  (input: Named, { cloud }) => {
    refuseParts(input, [], cloud);
    return { Database: shown(databaseNamed(input.Name, cloud), cloud) };
  },
);

/** GetDatabases: by name, a hundred a page. */
export const getDatabases = action(
  'GetDatabases',
  (_input: PageInput, context) => onCatalog('GetDatabases', { database: '*' }, context),
  (input: PageInput, { cloud }) => {
    refuseParts(input, ['ResourceShareType', 'AttributesToGet'], cloud);
    const rows = cloud.db.all<DatabaseRow>('SELECT * FROM glue_databases ORDER BY name');
    const { page, next } = pageOf(rows, input, 100);
    return { DatabaseList: page.map((row) => shown(row, cloud)), NextToken: next };
  },
);

/** UpdateDatabase: what is not said again is forgotten. */
export const updateDatabase = action(
  'UpdateDatabase',
  ({ Name }: Named & Given, context) => onCatalog('UpdateDatabase', { database: Name }, context),
  (input: Named & Given, { cloud }) => {
    refuseParts(input, [], cloud);
    refuseParts(input.DatabaseInput, ELSEWHERE, cloud);
    const { name } = databaseNamed(input.Name, cloud);
    const { Name: _name, ...rest } = input.DatabaseInput;
    cloud.db.run('UPDATE glue_databases SET body = ? WHERE name = ?', stored(rest), name);
    return {};
  },
);

/** DeleteDatabase: its tables go with it. */
export const deleteDatabase = action(
  'DeleteDatabase',
  ({ Name }: Named, context) => onCatalog('DeleteDatabase', { database: Name }, context),
  (input: Named, { cloud }) => {
    refuseParts(input, [], cloud);
    const { name } = databaseNamed(input.Name, cloud);
    const tables = cloud.db.all<TableRow>('SELECT * FROM glue_tables WHERE db = ?', name);
    for (const table of tables) removeTable(table, cloud);
    cloud.db.run('DELETE FROM glue_databases WHERE name = ?', name);
    return {};
  },
);

function shown({ name, body, created }: DatabaseRow, cloud: Cloud) {
  return {
    Name: name,
    ...described(body),
    CreateTime: new Date(created),
    CatalogId: cloud.accountId,
  };
}
