import type { Cloud, SqlValue } from '../../kernel/index.ts';
import { passes } from './conditions.ts';
import { dynaliteDb } from './dynalite.ts';
import type { CheckedRequest, Item } from './dynalite.ts';
import { positionOf, tieOf } from './items.ts';
import type { Position } from './items.ts';
import type { Source } from './source.ts';

/** Bytes of items that one page may read. Source: DynamoDB developer guide, query pagination. */
const PAGE_BYTES = 1024 * 1024;

/** Rows that are fetched at once while a page fills. */
const FETCH = 256;

/** Bounds of a page: conditions in SQL over `partition` and `sort`. */
export interface Bounds {
  readonly sql: readonly string[];
  readonly values: readonly SqlValue[];
  readonly forward: boolean;
}

/** A page of Query or Scan. */
export interface Page {
  readonly Items?: readonly Item[];
  readonly Count: number;
  readonly ScannedCount: number;
  readonly LastEvaluatedKey?: Item;
  readonly ConsumedCapacity?: object;
}

/** Place after which a page begins, in its own order. */
interface Place extends Position {
  readonly tie: string;
  readonly key: string;
}

interface FetchedRow extends Place {
  readonly item: string;
}

/** What was read for a page. */
interface Read {
  readonly items: readonly Item[];
  /** Bytes of what was read of the table and of the index. */
  readonly table: number;
  readonly index: number;
  readonly isFull: boolean;
}

/** Reads a page: up to a limit or a megabyte, then filtered, then projected. */
export function readPage(
  source: Source,
  bounds: Bounds,
  request: CheckedRequest,
  cloud: Cloud,
): Page {
  const read = readItems(source, bounds, request, cloud);
  const last = read.items.at(-1);
  const items = read.items.filter((item) => passes(item, request));
  return {
    Count: items.length,
    ScannedCount: read.items.length,
    ...(request.Select === 'COUNT' ? {} : { Items: items.map((item) => shown(item, request)) }),
    ...(read.isFull && last ? { LastEvaluatedKey: keyOf(last, source) } : {}),
    ...capacityOf(source, read, request),
  };
}

function readItems(source: Source, bounds: Bounds, request: CheckedRequest, cloud: Cloud): Read {
  const limit = (request.Limit as number | undefined) ?? Infinity;
  const rangeKey = source.table.KeySchema[1]?.AttributeName;
  const items: Item[] = [];
  let from = startOf(source, request);
  let [size, table, index] = [0, 0, 0];
  for (;;) {
    const rows = fetchRows(source, bounds, from, cloud);
    for (const row of rows) {
      if (items.length >= limit || size >= PAGE_BYTES) return { items, table, index, isFull: true };
      const whole = JSON.parse(row.item) as Item;
      const { item, fetched } = asHeld(whole, source, request);
      items.push(item);
      size += dynaliteDb().itemSize(item, true, true, rangeKey);
      if (source.index) index += dynaliteDb().itemSize(held(whole, source));
      if (!source.index || fetched) table += dynaliteDb().itemSize(whole);
    }
    if (rows.length < FETCH) {
      const isFull = items.length >= limit || size >= PAGE_BYTES;
      return { items, table, index, isFull };
    }
    from = rows.at(-1)!;
  }
}

/** What an index gives of an item; a local one fetches the rest where that is asked for. */
function asHeld(
  whole: Item,
  source: Source,
  request: CheckedRequest,
): { readonly item: Item; readonly fetched: boolean } {
  if (!source.index || source.index.Projection.ProjectionType === 'ALL')
    return { item: whole, fetched: false };
  const wantsAll = request.Select === 'ALL_ATTRIBUTES' || pathsOf(request) !== undefined;
  if (source.isLocal && wantsAll) return { item: whole, fetched: true };
  return { item: held(whole, source), fetched: false };
}

function held(item: Item, { table, index, schema }: Source): Item {
  if (!index || (index.Projection.ProjectionType ?? 'ALL') === 'ALL') return item;
  const kept = new Set([
    ...[...table.KeySchema, ...schema].map(({ AttributeName }) => AttributeName),
    ...(index.Projection.NonKeyAttributes ?? []),
  ]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => kept.has(name)));
}

function fetchRows(
  { table, index }: Source,
  bounds: Bounds,
  from: Place | undefined,
  cloud: Cloud,
): FetchedRow[] {
  const [sql, values] = [[...bounds.sql], [...bounds.values]];
  const [than, direction] = bounds.forward ? ['>', 'ASC'] : ['<', 'DESC'];
  const order = index ? ['partition', 'sort', 'tie', 'key'] : ['partition', 'sort', 'key'];
  if (from) {
    sql.push(`(${order.join(', ')}) ${than} (${order.map(() => '?').join(', ')})`);
    values.push(...order.map((column) => from[column as keyof Place]));
  }
  const where = sql.length > 0 ? ` AND ${sql.join(' AND ')}` : '';
  const by = (prefix: string) =>
    `ORDER BY ${order.map((column) => `${prefix}${column} ${direction}`).join(', ')}`;
  if (!index) {
    return cloud.db.all<FetchedRow>(
      `SELECT partition, sort, '' AS tie, key, item FROM dynamodb_items WHERE tbl = ?${where} ${by('')} LIMIT ${FETCH}`,
      table.TableName,
      ...values,
    );
  }
  return cloud.db.all<FetchedRow>(
    `SELECT x.partition, x.sort, x.tie, x.key, i.item FROM
       (SELECT * FROM dynamodb_indexes WHERE tbl = ? AND idx = ?${where} ${by('')} LIMIT ${FETCH}) x
     JOIN dynamodb_items i ON i.tbl = x.tbl AND i.key = x.key ${by('x.')}`,
    table.TableName,
    index.IndexName,
    ...values,
  );
}

function startOf({ table, schema }: Source, request: CheckedRequest): Place | undefined {
  const start = request.ExclusiveStartKey as Item | undefined;
  if (!start) return undefined;
  return {
    ...positionOf(start, table, schema)!,
    tie: tieOf(start, table),
    key: dynaliteDb().createKey(start, table),
  };
}

function shown(item: Item, request: CheckedRequest): Item {
  const paths = pathsOf(request);
  return paths === undefined ? item : dynaliteDb().mapPaths(paths, item);
}

function pathsOf(request: CheckedRequest): unknown {
  const projection = request._projection as { readonly paths: unknown } | undefined;
  return projection ? projection.paths : request.AttributesToGet;
}

function keyOf(item: Item, { startNames }: Source): Item {
  return Object.fromEntries(startNames.map((name) => [name, item[name]!]));
}

function capacityOf(
  source: Source,
  read: Read,
  request: CheckedRequest,
): { readonly ConsumedCapacity?: object } {
  const wish = request.ReturnConsumedCapacity;
  if (wish !== 'TOTAL' && wish !== 'INDEXES') return {};
  const units = (bytes: number) => Math.ceil(bytes / 1024 / 4) * (request.ConsistentRead ? 1 : 0.5);
  const [table, index] = [units(read.table), units(read.index)];
  const kind = source.isLocal ? 'LocalSecondaryIndexes' : 'GlobalSecondaryIndexes';
  const detail = {
    Table: { CapacityUnits: table },
    ...(source.index ? { [kind]: { [source.index.IndexName]: { CapacityUnits: index } } } : {}),
  };
  return {
    ConsumedCapacity: {
      CapacityUnits: table + index,
      TableName: request.TableName,
      ...(wish === 'INDEXES' ? detail : {}),
    },
  };
}
