import type { Cloud } from '../../kernel/index.ts';
import { decodeBinary, dynaliteDb, ITEM_LIMITS, performNow } from './dynalite.ts';
import type {
  CheckedRequest,
  DynaliteStore,
  IndexDefinition,
  Item,
  KeyElement,
  TableDefinition,
} from './dynalite.ts';
import { tableNamed, tableRow } from './tables.ts';

/** Where an item lies: its partition and its place in it, as texts that sort as DynamoDB sorts. */
export interface Position {
  readonly partition: string;
  readonly sort: string;
}

/** Performs putItem, updateItem, deleteItem or getItem within the caller's transaction. */
export function performOnItem(
  operation: string,
  request: CheckedRequest,
  cloud: Cloud,
): Record<string, unknown> {
  const { ConsumedCapacity: _none, ...result } = performNow(operation, storeOf(cloud), request);
  return decodeBinary(result) as Record<string, unknown>;
}

/** The stored item under a key, or undefined. */
export function readItem(table: string, key: string, cloud: Cloud): Item | undefined {
  const row = cloud.db.get<{ item: string }>(
    'SELECT item FROM dynamodb_items WHERE tbl = ? AND key = ?',
    table,
    key,
  );
  return row ? (JSON.parse(row.item) as Item) : undefined;
}

/** The position of an item by a key schema; undefined where an index does not hold it. */
export function positionOf(
  item: Item,
  table: TableDefinition,
  schema: readonly KeyElement[],
): Position | undefined {
  const [hash, range] = schema.map(({ AttributeName }) => {
    const type = table.AttributeDefinitions.find(
      (definition) => definition.AttributeName === AttributeName,
    )!.AttributeType;
    return { type, value: item[AttributeName]?.[type] };
  });
  if (hash?.value === undefined || (range && range.value === undefined)) return undefined;
  return {
    partition: partitionOf(hash.value, hash.type),
    sort: range ? dynaliteDb.toRangeStr(range.value, range.type) : '',
  };
}

/** The text of a partition. */
export function partitionOf(value: unknown, type: string): string {
  return `${dynaliteDb.hashPrefix(value, type)}/${dynaliteDb.toRangeStr(value, type)}`;
}

function storeOf(cloud: Cloud): DynaliteStore {
  return {
    options: ITEM_LIMITS,
    getTable: (name, callback) => callback(null, tableNamed(name, cloud)),
    getIndexDb: () => ({
      put: (_key: string, _item: Item, callback: () => void) => callback(),
      del: (_key: string, callback: () => void) => callback(),
    }),
    getItemDb: (name) => ({
      lock: (_key, work) => work((callback) => callback),
      get: (key, callback) => callback(null, readItem(name, key, cloud)),
      put: (key, item, callback) => {
        writeItem(name, key, item, cloud);
        callback();
      },
      del: (key, callback) => {
        removeItem(name, key, cloud);
        callback();
      },
    }),
  };
}

function writeItem(name: string, key: string, item: Item, cloud: Cloud): void {
  const table = tableNamed(name, cloud);
  const { partition, sort } = positionOf(item, table, table.KeySchema)!;
  cloud.db.run(
    'INSERT OR REPLACE INTO dynamodb_items VALUES (?, ?, ?, ?, ?)',
    name,
    key,
    partition,
    sort,
    JSON.stringify(item),
  );
  for (const index of indexesOf(table)) {
    cloud.db.run(
      'DELETE FROM dynamodb_indexes WHERE tbl = ? AND idx = ? AND key = ?',
      name,
      index.IndexName,
      key,
    );
    const place = positionOf(item, table, index.KeySchema);
    if (place) {
      cloud.db.run(
        'INSERT INTO dynamodb_indexes VALUES (?, ?, ?, ?, ?)',
        name,
        index.IndexName,
        place.partition,
        place.sort,
        key,
      );
    }
  }
  setExpiry(name, key, item, cloud);
}

/** Removes an item from table and indexes. */
export function removeItem(name: string, key: string, cloud: Cloud): void {
  cloud.db.run('DELETE FROM dynamodb_items WHERE tbl = ? AND key = ?', name, key);
  cloud.db.run('DELETE FROM dynamodb_indexes WHERE tbl = ? AND key = ?', name, key);
}

/** All secondary indexes of a table. */
export function indexesOf(table: TableDefinition): readonly IndexDefinition[] {
  return [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
}

function setExpiry(name: string, key: string, item: Item, cloud: Cloud): void {
  const attribute = tableRow(name, cloud).ttl;
  const seconds = attribute ? Number(item[attribute]?.N) : NaN;
  if (!Number.isNaN(seconds))
    cloud.timers.set('dynamodb.ttl', `${name}|${key}`, seconds * 1000, {
      table: name,
      key,
      attribute,
    });
}

/** Removes an item whose time has come, unless it was given more time since. */
export function expire(
  {
    table,
    key,
    attribute,
  }: { readonly table: string; readonly key: string; readonly attribute: string },
  cloud: Cloud,
): void {
  const item = readItem(table, key, cloud);
  if (item && Number(item[attribute]?.N) * 1000 <= cloud.world.now()) removeItem(table, key, cloud);
}
