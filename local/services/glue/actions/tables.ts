import { action } from '../../../kernel/index.ts';
import type { ActionContext, Cloud } from '../../../kernel/index.ts';
import {
  databaseNamed,
  described,
  findTable,
  folded,
  refuseParts,
  removeTable,
  stored,
  tableNamed,
} from '../catalog.ts';
import type { Described, TableRow } from '../catalog.ts';
import { alreadyExists, glueError } from '../errors.ts';
import { pageOf } from '../paging.ts';
import type { PageInput } from '../paging.ts';
import { onCatalog } from '../permissions.ts';

interface TableInput extends Described {
  readonly Name: string;
}

interface InDatabase {
  readonly DatabaseName: string;
  readonly CatalogId?: string;
}

interface Named extends InDatabase {
  readonly Name: string;
}

interface Given extends InDatabase {
  readonly TableInput?: TableInput;
}

const OTHER_TABLES = ['Name', 'OpenTableFormatInput', 'PartitionIndexes', 'TransactionId'];

const ELSEWHERE = ['TargetTable', 'ViewDefinition'];

/** CreateTable. */
export const createTable = action(
  'CreateTable',
  ({ DatabaseName: database, TableInput }: Given, context) =>
    onCatalog('CreateTable', { database, table: TableInput?.Name ?? '' }, context),
  (input: Given, { cloud }) => {
    const { name, rest } = inputOf(input, OTHER_TABLES, cloud);
    if (findTable(input.DatabaseName, name, cloud)) throw alreadyExists('Table');
    const now = cloud.world.now();
    const db = folded(input.DatabaseName);
    cloud.db.run('INSERT INTO glue_tables VALUES (?, ?, ?, ?, ?, 0)', db, name, rest, now, now);
    return {};
  },
);

/** UpdateTable: what is not said again is forgotten; each time is a version. */
export const updateTable = action(
  'UpdateTable',
  ({ DatabaseName: database, TableInput }: Given, context) =>
    onCatalog('UpdateTable', { database, table: TableInput?.Name ?? '' }, context),
  (input: Given & { readonly VersionId?: string }, { cloud }) => {
    const { name, rest } = inputOf(input, [...OTHER_TABLES, 'ViewUpdateAction', 'Force'], cloud);
    const old = tableNamed(input.DatabaseName, name, cloud);
    if (input.VersionId !== undefined && input.VersionId !== String(old.version))
      throw glueError(
        'ConcurrentModificationException',
        'Update table failed due to concurrent modifications.',
      );
    cloud.db.run(
      'UPDATE glue_tables SET body = ?, updated = ?, version = version + 1 WHERE db = ? AND name = ?',
      rest,
      cloud.world.now(),
      old.db,
      name,
    );
    return {};
  },
);

/** GetTable. */
export const getTable = action(
  'GetTable',
  (input: Named, context) => onTable('GetTable', input, context),
  (input: Named, { cloud }) => {
    refuseParts(input, ['TransactionId', 'QueryAsOfTime'], cloud);
    return { Table: shown(tableNamed(input.DatabaseName, input.Name, cloud), cloud) };
  },
);

/** GetTables: by name, a hundred a page, those whose whole name an expression matches. */
export const getTables = action(
  'GetTables',
  (input: InDatabase, context) => onTable('GetTables', { ...input, Name: '*' }, context),
  (input: InDatabase & PageInput & { readonly Expression?: string }, { cloud }) => {
    refuseParts(input, ['TransactionId', 'QueryAsOfTime', 'AttributesToGet'], cloud);
    const { name: db } = databaseNamed(input.DatabaseName, cloud);
    const rows = cloud.db
      .all<TableRow>('SELECT * FROM glue_tables WHERE db = ? ORDER BY name', db)
      .filter(matching(input.Expression));
    const { page, next } = pageOf(rows, input, 100);
    return { TableList: page.map((row) => shown(row, cloud)), NextToken: next };
  },
);

/** DeleteTable: its partitions go with it. */
export const deleteTable = action(
  'DeleteTable',
  (input: Named, context) => onTable('DeleteTable', input, context),
  (input: Named, { cloud }) => {
    refuseParts(input, ['TransactionId'], cloud);
    removeTable(tableNamed(input.DatabaseName, input.Name, cloud), cloud);
    return {};
  },
);

function onTable(name: string, { DatabaseName, Name }: Named, context: ActionContext) {
  return onCatalog(name, { database: DatabaseName, table: Name }, context);
}

/** What a table is to be: its name, and the rest as it is stored. */
function inputOf(input: Given, others: readonly string[], cloud: Cloud) {
  refuseParts(input, others, cloud);
  const { TableInput: given } = input;
  if (!given) throw glueError('InvalidInputException', 'TableInput is required');
  refuseParts(given, ELSEWHERE, cloud);
  const { Name, ...rest } = given;
  return { name: folded(Name), rest: stored(rest) };
}

function matching(expression: string | undefined): (row: TableRow) => boolean {
  if (expression === undefined) return () => true;
  try {
    const whole = new RegExp(`^(?:${expression})$`);
    return ({ name }) => whole.test(name);
  } catch {
    throw glueError('InvalidInputException', `Invalid expression: ${expression}`);
  }
}

function shown({ db, name, body, created, updated, version }: TableRow, cloud: Cloud) {
  return {
    Retention: 0,
    ...described(body),
    Name: name,
    DatabaseName: db,
    CreateTime: new Date(created),
    UpdateTime: new Date(updated),
    IsRegisteredWithLakeFormation: false,
    CatalogId: cloud.accountId,
    VersionId: String(version),
  };
}
