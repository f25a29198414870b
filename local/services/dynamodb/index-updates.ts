import type { Cloud } from '../../kernel/index.ts';
import { checkRequest } from './dynalite.ts';
import type { IndexDefinition, Item, TableDefinition } from './dynalite.ts';
import { dynamoError, invalidParameter, notFound } from './errors.ts';
import { indexItem } from './items.ts';
import { tableArn } from './tables.ts';
import type { Throughput, Updated } from './throughput.ts';
import type { UpdateTableInput } from './updating.ts';

/** A change of one global index. */
export interface IndexUpdate {
  readonly Create?: IndexDefinition;
  readonly Update?: { readonly IndexName: string; readonly ProvisionedThroughput?: Throughput };
  readonly Delete?: { readonly IndexName: string };
}

/** Makes and removes global indexes; a new one holds what is in the table already. */
export function updateIndexes(
  before: TableDefinition,
  input: UpdateTableInput,
  cloud: Cloud,
): Updated {
  const updates = input.GlobalSecondaryIndexUpdates ?? [];
  const added = updates.flatMap(({ Create }) => (Create ? [Create] : []));
  const removed = updates.flatMap(({ Delete }) => (Delete ? [Delete.IndexName] : []));
  if (added.length + removed.length > 1) {
    throw dynamoError(
      'LimitExceededException',
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    );
  }
  checkUpdated(before, updates);
  const definition = withDefinitions(before, input);
  if (added[0]) return create(definition, added[0], cloud);
  if (removed[0] !== undefined) return remove(definition, removed[0], cloud);
  return { definition, shown: {} };
}

function checkUpdated(table: TableDefinition, updates: readonly IndexUpdate[]): void {
  const names = new Set((table.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName));
  for (const { Update, Delete, Create } of updates) {
    const name = Update?.IndexName ?? Delete?.IndexName;
    if (name !== undefined && !names.has(name)) throw notFound();
    if (Create && names.has(Create.IndexName))
      throw invalidParameter(`Duplicate index name: ${Create.IndexName}`);
  }
}

function withDefinitions(
  table: TableDefinition,
  { AttributeDefinitions: given = [] }: UpdateTableInput,
): TableDefinition {
  const names = new Set(given.map(({ AttributeName }) => AttributeName));
  const kept = table.AttributeDefinitions.filter(({ AttributeName }) => !names.has(AttributeName));
  return { ...table, AttributeDefinitions: [...kept, ...given] };
}

/** A new index must be what it could be in a new table. */
function checkNew(table: TableDefinition, wanted: IndexDefinition): void {
  const { IndexName, KeySchema, Projection } = wanted;
  const keys = new Set([...table.KeySchema, ...KeySchema].map((key) => key.AttributeName));
  checkRequest('createTable', {
    TableName: table.TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: table.KeySchema,
    AttributeDefinitions: table.AttributeDefinitions.filter((key) => keys.has(key.AttributeName)),
    GlobalSecondaryIndexes: [{ IndexName, KeySchema, Projection }],
  });
}

function create(table: TableDefinition, wanted: IndexDefinition, cloud: Cloud): Updated {
  const names = wanted.KeySchema.map(({ AttributeName }) => AttributeName);
  const defined = table.AttributeDefinitions.map(({ AttributeName }) => AttributeName);
  if (!names.every((name) => defined.includes(name))) {
    throw invalidParameter(
      `Some index key attributes are not defined in AttributeDefinitions. Keys: [${names.join(', ')}], AttributeDefinitions: [${defined.join(', ')}]`,
    );
  }
  checkNew(table, wanted);
  const none = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };
  const index: IndexDefinition = {
    ...wanted,
    IndexArn: `${tableArn(table.TableName, cloud)}/index/${wanted.IndexName}`,
    IndexSizeBytes: 0,
    ItemCount: 0,
    IndexStatus: 'ACTIVE',
    ProvisionedThroughput: {
      ...none,
      ...(wanted.ProvisionedThroughput as object | undefined),
      NumberOfDecreasesToday: 0,
    },
  };
  fill(table, index, cloud);
  const others = table.GlobalSecondaryIndexes ?? [];
  const making = { ...index, IndexStatus: 'CREATING', Backfilling: false };
  return {
    definition: { ...table, GlobalSecondaryIndexes: [...others, index] },
    shown: {
      AttributeDefinitions: table.AttributeDefinitions,
      GlobalSecondaryIndexes: [...others, making],
    },
  };
}

function fill(table: TableDefinition, index: IndexDefinition, cloud: Cloud): void {
  const rows = cloud.db.all<{ key: string; item: string }>(
    'SELECT key, item FROM dynamodb_items WHERE tbl = ?',
    table.TableName,
  );
  for (const { key, item } of rows)
    indexItem({ table, index }, key, JSON.parse(item) as Item, cloud);
}

function remove(table: TableDefinition, name: string, cloud: Cloud): Updated {
  cloud.db.run('DELETE FROM dynamodb_indexes WHERE tbl = ? AND idx = ?', table.TableName, name);
  const indexes = table.GlobalSecondaryIndexes ?? [];
  const kept = indexes.filter(({ IndexName }) => IndexName !== name);
  const used = new Set(
    [table, ...kept, ...(table.LocalSecondaryIndexes ?? [])].flatMap(({ KeySchema }) =>
      KeySchema.map(({ AttributeName }) => AttributeName),
    ),
  );
  const AttributeDefinitions = table.AttributeDefinitions.filter(({ AttributeName }) =>
    used.has(AttributeName),
  );
  const GlobalSecondaryIndexes = kept.length > 0 ? kept : undefined;
  return {
    definition: { ...table, AttributeDefinitions, GlobalSecondaryIndexes },
    shown: {
      GlobalSecondaryIndexes: indexes.map((index) =>
        index.IndexName === name ? { ...index, IndexStatus: 'DELETING' } : index,
      ),
    },
  };
}
