import type { Cloud } from '../../kernel/index.ts';
import { satisfies } from './conditions.ts';
import { dynaliteDb, ITEM_LIMITS, performNow } from './dynalite.ts';
import type {
  CheckedRequest,
  DynaliteStore,
  IndexDefinition,
  Item,
  KeyElement,
  TableDefinition,
} from './dynalite.ts';
import { conditionFailed } from './errors.ts';
import { EXPIRY, recordChange } from './streams.ts';
import { findTable, tableNamed, tableRow } from './tables.ts';

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
  const { _condition, Expected, ...others } = request;
  const isConditional = _condition !== undefined || Expected !== undefined;
  const may = (item: Item | undefined) => !isConditional || satisfies(item ?? {}, request);
  return performNow(operation, storeOf(cloud, may), others);
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
  const [hash, range] = schema.map((element) => valueOf(item, table, element));
  if (hash?.value === undefined || (range && range.value === undefined)) return undefined;
  return {
    partition: partitionOf(hash.value, hash.type),
    sort: range ? dynaliteDb().toRangeStr(range.value, range.type) : '',
  };
}

/** The text of a partition. */
export function partitionOf(value: unknown, type: string): string {
  return `${dynaliteDb().hashPrefix(value, type)}/${dynaliteDb().toRangeStr(value, type)}`;
}

/** What tells items apart that lie at the same place of an index. */
export function tieOf(item: Item, table: TableDefinition): string {
  const [hash, range] = table.KeySchema.map((element) => valueOf(item, table, element));
  return dynaliteDb().hashPrefix(hash!.value, hash!.type, range?.value, range?.type);
}

/** All secondary indexes of a table. */
export function indexesOf(table: TableDefinition): readonly IndexDefinition[] {
  return [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
}

/** Puts an item into an index, where it belongs into it. */
export function indexItem(
  { table, index }: { readonly table: TableDefinition; readonly index: IndexDefinition },
  key: string,
  item: Item,
  cloud: Cloud,
): void {
  const place = positionOf(item, table, index.KeySchema);
  if (!place) return;
  cloud.db.run(
    'INSERT INTO dynamodb_indexes VALUES (?, ?, ?, ?, ?, ?)',
    table.TableName,
    index.IndexName,
    place.partition,
    place.sort,
    tieOf(item, table),
    key,
  );
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
  if (findTable(table, cloud)?.ttl !== attribute) return;
  const item = readItem(table, key, cloud);
  if (!item || !(Number(item[attribute]?.N) * 1000 <= cloud.world.now())) return;
  recordChange(table, { before: item, by: EXPIRY }, cloud);
  removeRows(table, key, cloud);
}

/** Sets the timer that ends an item, where its table has such an attribute. */
export function setExpiry(name: string, key: string, item: Item, cloud: Cloud): void {
  const attribute = tableRow(name, cloud).ttl;
  const seconds = attribute ? Number(item[attribute]?.N) : NaN;
  if (Number.isNaN(seconds)) return;
  cloud.timers.set('dynamodb.ttl', `${name}|${key}`, seconds * 1000, {
    table: name,
    key,
    attribute,
  });
}

function valueOf(
  item: Item,
  table: TableDefinition,
  { AttributeName }: KeyElement,
): { readonly type: string; readonly value: unknown } {
  const type = table.AttributeDefinitions.find(
    (definition) => definition.AttributeName === AttributeName,
  )!.AttributeType;
  return { type, value: item[AttributeName]?.[type] };
}

function storeOf(cloud: Cloud, may: (item: Item | undefined) => boolean): DynaliteStore {
  return {
    options: ITEM_LIMITS,
    getTable: (name, callback) => callback(null, tableNamed(name, cloud)),
    getIndexDb: () => ({
      put: (_key: string, _item: Item, callback: () => void) => callback(),
      del: (_key: string, callback: () => void) => callback(),
    }),
    getItemDb: (name) => ({
      lock: (_key, work) => work((callback) => callback),
      get: (key, callback) => {
        const item = readItem(name, key, cloud);
        callback(may(item) ? null : conditionFailed(), item);
      },
      put: (key, item, callback) => {
        writeItem(name, key, item, cloud);
        callback();
      },
      del: (key, callback) => {
        const before = readItem(name, key, cloud);
        if (before) recordChange(name, { before }, cloud);
        removeRows(name, key, cloud);
        callback();
      },
    }),
  };
}

function writeItem(name: string, key: string, item: Item, cloud: Cloud): void {
  const table = tableNamed(name, cloud);
  recordChange(name, { before: readItem(name, key, cloud), after: item }, cloud);
  const { partition, sort } = positionOf(item, table, table.KeySchema)!;
  cloud.db.run(
    'INSERT OR REPLACE INTO dynamodb_items VALUES (?, ?, ?, ?, ?)',
    name,
    key,
    partition,
    sort,
    JSON.stringify(item),
  );
  const indexes = indexesOf(table);
  if (indexes.length > 0)
    cloud.db.run('DELETE FROM dynamodb_indexes WHERE tbl = ? AND key = ?', name, key);
  for (const index of indexes) indexItem({ table, index }, key, item, cloud);
  setExpiry(name, key, item, cloud);
}

function removeRows(name: string, key: string, cloud: Cloud): void {
  cloud.db.run('DELETE FROM dynamodb_items WHERE tbl = ? AND key = ?', name, key);
  cloud.db.run('DELETE FROM dynamodb_indexes WHERE tbl = ? AND key = ?', name, key);
}
