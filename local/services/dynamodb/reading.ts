import type { Cloud, SqlValue } from '../../kernel/index.ts';
import { decodeBinary, dynaliteDb, invalid } from './dynalite.ts';
import type {
  AttributeValue,
  CheckedRequest,
  Item,
  KeyElement,
  ParsedExpression,
  TableDefinition,
} from './dynalite.ts';
import { indexesOf, partitionOf, positionOf } from './items.ts';
import type { Position } from './items.ts';
import { tableNamed } from './tables.ts';

/** Bytes of items that one page may read. Source: DynamoDB developer guide, query pagination. */
const PAGE_BYTES = 1024 * 1024;

/** Rows that are fetched at once while a page fills. */
const FETCH = 256;

/** What a page is read from. */
interface Source {
  readonly table: TableDefinition;
  /** Undefined for the table itself. */
  readonly index: string | undefined;
  readonly schema: readonly KeyElement[];
}

/** Bounds of a page: conditions in SQL over `partition` and `sort`. */
interface Bounds {
  readonly sql: readonly string[];
  readonly values: readonly SqlValue[];
}

/** A page of Query or Scan. */
export interface Page {
  readonly Items?: unknown;
  readonly Count: number;
  readonly ScannedCount: number;
  readonly LastEvaluatedKey?: unknown;
}

/** Query: one partition, in the order of its sort key. */
export function query(request: CheckedRequest, cloud: Cloud): Page {
  const source = sourceOf(request, cloud);
  const conditions = request.KeyConditions as Readonly<Record<string, Condition>>;
  const [hash, range] = source.schema;
  const hashCondition = conditions[hash!.AttributeName];
  if (!hashCondition)
    throw invalid(`Query condition missed key schema element: ${hash!.AttributeName}`);
  const names = new Set(source.schema.map(({ AttributeName }) => AttributeName));
  const stranger = Object.keys(conditions).find((name) => !names.has(name));
  if (stranger)
    throw invalid(
      `Query condition missed key schema element: ${range?.AttributeName ?? hash!.AttributeName}`,
    );
  if (hashCondition.ComparisonOperator !== 'EQ') throw invalid('Query key condition not supported');
  const [type, value] = Object.entries(hashCondition.AttributeValueList[0]!)[0]!;
  const bounds = merge(
    { sql: ['partition = ?'], values: [partitionOf(value, type)] },
    range ? sortBounds(conditions[range.AttributeName]) : undefined,
  );
  return page(source, bounds, request, request.ScanIndexForward !== false, cloud);
}

/** Scan: everything, in the order of partitions. */
export function scan(request: CheckedRequest, cloud: Cloud): Page {
  return page(sourceOf(request, cloud), { sql: [], values: [] }, request, true, cloud);
}

/** A key condition as dynalite gives it. */
interface Condition {
  readonly ComparisonOperator: string;
  readonly AttributeValueList: readonly AttributeValue[];
}

const COMPARISONS: Readonly<Record<string, string>> = {
  EQ: '=',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
};

function sortBounds(condition: Condition | undefined): Bounds | undefined {
  if (!condition) return undefined;
  const [first = '', second = ''] = condition.AttributeValueList.map((value) =>
    dynaliteDb.toRangeStr(value),
  );
  const comparison = COMPARISONS[condition.ComparisonOperator];
  if (comparison) return { sql: [`sort ${comparison} ?`], values: [first] };
  if (condition.ComparisonOperator === 'BETWEEN')
    return { sql: ['sort >= ?', 'sort <= ?'], values: [first, second] };
  // Sort texts are hexadecimal: 'g' lies behind every continuation.
  if (condition.ComparisonOperator === 'BEGINS_WITH')
    return { sql: ['sort >= ?', 'sort < ?'], values: [first, `${first}g`] };
  throw invalid('Attempted conditional constraint is not an indexable operation');
}

function merge(a: Bounds, b: Bounds | undefined): Bounds {
  return b ? { sql: [...a.sql, ...b.sql], values: [...a.values, ...b.values] } : a;
}

function sourceOf(request: CheckedRequest, cloud: Cloud): Source {
  const table = tableNamed(request.TableName, cloud);
  const name = request.IndexName as string | undefined;
  if (name === undefined) return { table, index: undefined, schema: table.KeySchema };
  const index = indexesOf(table).find(({ IndexName }) => IndexName === name);
  if (!index) throw invalid(`The table does not have the specified index: ${name}`);
  const isGlobal = table.GlobalSecondaryIndexes?.includes(index) ?? false;
  if (isGlobal && request.ConsistentRead)
    throw invalid('Consistent reads are not supported on global secondary indexes');
  return { table, index: name, schema: index.KeySchema };
}

function page(
  source: Source,
  bounds: Bounds,
  request: CheckedRequest,
  forward: boolean,
  cloud: Cloud,
): Page {
  const limit = (request.Limit as number | undefined) ?? Infinity;
  const items: Item[] = [];
  let scanned = 0;
  let bytes = 0;
  let last: Item | undefined;
  let from = startOf(source, request);
  for (;;) {
    const rows = fetch(source, bounds, from, forward, cloud);
    for (const row of rows) {
      if (scanned >= limit || bytes >= PAGE_BYTES)
        return finish(source, items, scanned, last, request);
      const item = JSON.parse(row.item) as Item;
      scanned++;
      bytes += dynaliteDb.itemSize(item);
      last = item;
      if (passes(item, request)) items.push(item);
    }
    if (rows.length < FETCH) return finish(source, items, scanned, undefined, request);
    from = rows.at(-1)!;
  }
}

interface FetchedRow extends Position {
  readonly key: string;
  readonly item: string;
}

function fetch(
  source: Source,
  bounds: Bounds,
  from: (Position & { readonly key: string }) | undefined,
  forward: boolean,
  cloud: Cloud,
): FetchedRow[] {
  const sql = [...bounds.sql];
  const values = [...bounds.values];
  if (from) {
    sql.push(`(partition, sort, key) ${forward ? '>' : '<'} (?, ?, ?)`);
    values.push(from.partition, from.sort, from.key);
  }
  const direction = forward ? 'ASC' : 'DESC';
  const order = `ORDER BY partition ${direction}, sort ${direction}, key ${direction} LIMIT ${FETCH}`;
  const where = sql.length > 0 ? ` AND ${sql.join(' AND ')}` : '';
  if (source.index === undefined) {
    return cloud.db.all<FetchedRow>(
      `SELECT partition, sort, key, item FROM dynamodb_items WHERE tbl = ?${where} ${order}`,
      source.table.TableName,
      ...values,
    );
  }
  return cloud.db.all<FetchedRow>(
    `SELECT x.partition, x.sort, x.key, i.item FROM
       (SELECT * FROM dynamodb_indexes WHERE tbl = ? AND idx = ?${where} ${order}) x
     JOIN dynamodb_items i ON i.tbl = x.tbl AND i.key = x.key ORDER BY x.partition ${direction}, x.sort ${direction}, x.key ${direction}`,
    source.table.TableName,
    source.index,
    ...values,
  );
}

function startOf(
  { table, schema }: Source,
  request: CheckedRequest,
): (Position & { readonly key: string }) | undefined {
  const start = request.ExclusiveStartKey as Item | undefined;
  if (!start) return undefined;
  const position = positionOf(start, table, schema);
  if (!position || !positionOf(start, table, table.KeySchema))
    throw invalid('The provided starting key is invalid');
  return { ...position, key: dynaliteDb.createKey(start, table) };
}

function passes(item: Item, request: CheckedRequest): boolean {
  const filter = request._filter as ParsedExpression | undefined;
  if (filter) return dynaliteDb.matchesExprFilter(item, filter.expression);
  const older = request.QueryFilter ?? request.ScanFilter;
  return older ? dynaliteDb.matchesFilter(item, older, request.ConditionalOperator) : true;
}

function finish(
  source: Source,
  items: readonly Item[],
  scanned: number,
  last: Item | undefined,
  request: CheckedRequest,
): Page {
  const names = new Set(
    [...source.table.KeySchema, ...source.schema].map(({ AttributeName }) => AttributeName),
  );
  const key = last && Object.fromEntries([...names].map((name) => [name, last[name]]));
  return {
    Items:
      request.Select === 'COUNT'
        ? undefined
        : decodeBinary(items.map((item) => projected(item, source, request))),
    Count: items.length,
    ScannedCount: scanned,
    LastEvaluatedKey: key && decodeBinary(key),
  };
}

function projected(item: Item, { table, index }: Source, request: CheckedRequest): Item {
  const projection = request._projection as { readonly paths: unknown } | undefined;
  const paths = projection?.paths ?? request.AttributesToGet;
  if (paths) return dynaliteDb.mapPaths(paths, item);
  const definition = indexesOf(table).find(({ IndexName }) => IndexName === index);
  if (!definition || (definition.Projection.ProjectionType ?? 'ALL') === 'ALL') return item;
  const kept = new Set([
    ...table.KeySchema.map(({ AttributeName }) => AttributeName),
    ...definition.KeySchema.map(({ AttributeName }) => AttributeName),
    ...(definition.Projection.NonKeyAttributes ?? []),
  ]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => kept.has(name)));
}
