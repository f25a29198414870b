import type { Cloud } from '../../kernel/index.ts';
import { dynaliteDb, refuse } from './dynalite.ts';
import type {
  CheckedRequest,
  IndexDefinition,
  Item,
  KeyElement,
  TableDefinition,
} from './dynalite.ts';
import { invalid, invalidParameter } from './errors.ts';
import { indexesOf } from './items.ts';
import { tableNamed } from './tables.ts';

/** What a page is read from: a table or one of its indexes. */
export interface Source {
  readonly table: TableDefinition;
  readonly index: IndexDefinition | undefined;
  readonly isLocal: boolean;
  readonly schema: readonly KeyElement[];
  /** Attributes of a start key: those of the table, then those of the index. */
  readonly startNames: readonly string[];
}

/** What a request reads from. Throws AWS's refusals of indexes. */
export function sourceOf(request: CheckedRequest, cloud: Cloud): Source {
  const table = tableNamed(request.TableName, cloud);
  const name = request.IndexName as string | undefined;
  const index = indexesOf(table).find(({ IndexName }) => IndexName === name);
  if (name !== undefined && !index)
    throw invalid(`The table does not have the specified index: ${name}`);
  const isLocal = index !== undefined && !!table.LocalSecondaryIndexes?.includes(index);
  if (index && !isLocal && request.ConsistentRead)
    throw invalid('Consistent reads are not supported on global secondary indexes');
  const schema = index?.KeySchema ?? table.KeySchema;
  const names = [...table.KeySchema, ...schema].map(({ AttributeName }) => AttributeName);
  return { table, index, isLocal, schema, startNames: [...new Set(names)] };
}

/** Throws where all attributes are wanted of a global index that does not hold them. */
export function checkSelect({ index, isLocal }: Source, request: CheckedRequest): void {
  if (!index || isLocal || request.Select !== 'ALL_ATTRIBUTES') return;
  if (index.Projection.ProjectionType === 'ALL') return;
  throw invalidParameter(
    `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.IndexName} because its projection type is not ALL`,
  );
}

/** Throws where an expression goes into a key. */
export function checkKeyPaths({ table }: Source, request: CheckedRequest, part: string): void {
  const parsed = request[part] as { readonly nestedPaths?: unknown } | undefined;
  refuse(dynaliteDb().validateKeyPaths(parsed?.nestedPaths, table));
}

/** Throws where the part of a start key that is the table's own key will not do. */
export function checkTableKey({ table }: Source, start: Item): void {
  const key = Object.fromEntries(
    table.KeySchema.map(({ AttributeName }) => [AttributeName, start[AttributeName]!]),
  );
  const wrong = dynaliteDb().validateKey(key, table);
  if (wrong)
    throw invalid(`The provided starting key is invalid: ${wrong.message || wrong.body?.message}`);
}

/** Calls `check` with each key attribute of the source and its type. */
export function forEachKey(
  { table, schema }: Source,
  check: (name: string, type: string, isHash: boolean) => void,
): void {
  schema.forEach(({ AttributeName }, position) => {
    const { AttributeType } = table.AttributeDefinitions.find(
      (definition) => definition.AttributeName === AttributeName,
    )!;
    check(AttributeName, AttributeType, position === 0);
  });
}

/** Throws where a part of a start key is missing or of the wrong type. */
export function checkStartPiece(start: Item, name: string, type: string, isHash: boolean): void {
  if (!start[name]) throw invalid('The provided starting key is invalid');
  refuse(dynaliteDb().validateKeyPiece(start, name, type, isHash));
}
