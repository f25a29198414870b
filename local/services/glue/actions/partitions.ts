import { action } from '../../../kernel/index.ts';
import type { ActionContext, Cloud } from '../../../kernel/index.ts';
import { described, refuseParts, stored, tableNamed } from '../catalog.ts';
import type { Described, TableRow } from '../catalog.ts';
import { alreadyExists, glueError } from '../errors.ts';
import { pageOf } from '../paging.ts';
import type { PageInput } from '../paging.ts';
import { onCatalog } from '../permissions.ts';

interface InTable {
  readonly DatabaseName: string;
  readonly TableName: string;
  readonly CatalogId?: string;
}

interface PartitionInput extends Described {
  readonly Values?: readonly string[];
}

interface Given extends InTable {
  readonly PartitionInput: PartitionInput;
}

interface Named extends InTable {
  readonly PartitionValues: readonly string[];
}

interface PartitionRow {
  readonly key: string;
  readonly body: string;
  readonly created: number;
}

/** CreatePartition. */
export const createPartition = action(
  'CreatePartition',
  (input: Given, context) => onTable('CreatePartition', input, context),
  (input: Given, { cloud }) => {
    refuseParts(input, [], cloud);
    const table = tableNamed(input.DatabaseName, input.TableName, cloud);
    const { Values = [], ...rest } = input.PartitionInput;
    checkCount(Values, table);
    if (find(Values, table, cloud)) throw alreadyExists('Partition');
    cloud.db.run(
      'INSERT INTO glue_partitions VALUES (?, ?, ?, ?, ?)',
      table.db,
      table.name,
      JSON.stringify(Values),
      stored(rest),
      cloud.world.now(),
    );
    return {};
  },
);

/** GetPartition. */
export const getPartition = action(
  'GetPartition',
  (input: Named, context) => onTable('GetPartition', input, context),
  (input: Named, { cloud }) => {
    refuseParts(input, [], cloud);
    const table = tableNamed(input.DatabaseName, input.TableName, cloud);
    return { Partition: shown(named(input.PartitionValues, table, cloud), table, cloud) };
  },
);

/** GetPartitions: by their values, a thousand a page. */
export const getPartitions = action(
  'GetPartitions',
  (input: InTable, context) => onTable('GetPartitions', input, context),
  (input: InTable & PageInput, { cloud }) => {
    const others = [
      'Expression',
      'Segment',
      'TransactionId',
      'QueryAsOfTime',
      'ExcludeColumnSchema',
    ];
    refuseParts(input, others, cloud);
    const table = tableNamed(input.DatabaseName, input.TableName, cloud);
    const rows = cloud.db.all<PartitionRow>(
      'SELECT key, body, created FROM glue_partitions WHERE db = ? AND tbl = ? ORDER BY key',
      table.db,
      table.name,
    );
    const { page, next } = pageOf(rows, input, 1000);
    return { Partitions: page.map((row) => shown(row, table, cloud)), NextToken: next };
  },
);

/** DeletePartition. */
export const deletePartition = action(
  'DeletePartition',
  (input: Named, context) => onTable('DeletePartition', input, context),
  (input: Named, { cloud }) => {
    refuseParts(input, [], cloud);
    const table = tableNamed(input.DatabaseName, input.TableName, cloud);
    const { key } = named(input.PartitionValues, table, cloud);
    cloud.db.run(
      'DELETE FROM glue_partitions WHERE db = ? AND tbl = ? AND key = ?',
      table.db,
      table.name,
      key,
    );
    return {};
  },
);

function onTable(name: string, { DatabaseName, TableName }: InTable, context: ActionContext) {
  return onCatalog(name, { database: DatabaseName, table: TableName }, context);
}

function checkCount(values: readonly string[], { body }: TableRow): void {
  const keys = (described(body).PartitionKeys ?? []) as readonly unknown[];
  if (values.length === keys.length) return;
  throw glueError(
    'InvalidInputException',
    'The number of partition keys do not match the number of partition values',
  );
}

function find(values: readonly string[], { db, name }: TableRow, cloud: Cloud) {
  return cloud.db.get<PartitionRow>(
    'SELECT key, body, created FROM glue_partitions WHERE db = ? AND tbl = ? AND key = ?',
    db,
    name,
    JSON.stringify(values),
  );
}

function named(values: readonly string[], table: TableRow, cloud: Cloud): PartitionRow {
  const row = find(values, table, cloud);
  if (!row) throw glueError('EntityNotFoundException', 'Cannot find partition.');
  return row;
}

function shown({ key, body, created }: PartitionRow, { db, name }: TableRow, cloud: Cloud) {
  return {
    ...described(body),
    Values: JSON.parse(key) as string[],
    DatabaseName: db,
    TableName: name,
    CreationTime: new Date(created),
    CatalogId: cloud.accountId,
  };
}
