import { AwsError } from '../../errors.ts';
import type { Cloud } from '../../kernel/index.ts';
import { satisfies } from './conditions.ts';
import { checkRequest, dynaliteDb, refuse } from './dynalite.ts';
import type { CheckedRequest, Item } from './dynalite.ts';
import { conditionFailed, invalid } from './errors.ts';
import { performOnItem, readItem } from './items.ts';
import { bare, tableNamed, withBareName } from './tables.ts';
import { withOldItem } from './writing.ts';

/** One part of a transaction. */
export interface PartRequest {
  readonly TableName: string;
  readonly Key?: Item;
  readonly Item?: Item;
}

/** What a part does. */
export type PartKind = 'Put' | 'Update' | 'Delete' | 'ConditionCheck';

/** A part as requests have it: exactly one of its members. */
export type TransactItem = Readonly<Partial<Record<PartKind, PartRequest>>>;

/** What became of a part in a transaction that was cancelled. */
export interface Reason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: unknown;
}

const OPERATIONS = { Put: 'putItem', Update: 'updateItem', Delete: 'deleteItem' } as const;

/** Parts as a request has them before it is checked: whatever is there. */
export function uncheckedParts<Part>(parts: readonly (Part | null)[]): readonly Part[] {
  return Array.isArray(parts) ? parts.filter((part): part is Part => isObject(part)) : [];
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** What a part does, and with what. */
export function onlyPart(part: TransactItem | null): [PartKind, PartRequest] {
  const parts = Object.entries(part ?? {}).filter(([, request]) => request != null);
  if (parts.length !== 1)
    throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
  return parts[0] as [PartKind, PartRequest];
}

/** Performs a part; what its item refuses is a reason, what is wrong with it itself is thrown. */
export function performPart(part: TransactItem, cloud: Cloud): Reason {
  const [kind, given] = onlyPart(part);
  const request = withBareName(given);
  const operation = kind === 'ConditionCheck' ? 'deleteItem' : OPERATIONS[kind];
  const checked = checkRequest(operation, request);
  try {
    withOldItem(operation, request, cloud, () =>
      kind === 'ConditionCheck'
        ? checkOnly(request, checked, cloud)
        : performOnItem(operation, checked, cloud),
    );
    return { Code: 'None' };
  } catch (error) {
    const code = error instanceof AwsError ? REASONS[error.code] : undefined;
    if (!(error instanceof AwsError) || code === undefined) throw error;
    const { Item } = error.members;
    return { Code: code, Message: error.message, ...(Item ? { Item } : {}) };
  }
}

/** Throws where two parts are about one item. */
export function refuseRepeatedItems(parts: readonly TransactItem[], cloud: Cloud): void {
  const keys = parts.map((part) => {
    const [, { TableName, Key, Item }] = onlyPart(part);
    const table = tableNamed(TableName, cloud);
    const source = (Key ?? Item)!;
    const names = table.KeySchema.map(({ AttributeName }) => AttributeName);
    const key = Object.fromEntries(names.map((name) => [name, source[name]!]));
    refuse(dynaliteDb().validateKey(key, table));
    return `${table.TableName}/${dynaliteDb().createKey(source, table)}`;
  });
  if (new Set(keys).size < keys.length)
    throw invalid('Transaction request cannot include multiple operations on one item');
}

/** A transaction uses twice the capacity: two units for each part of up to a kilobyte. */
export function capacityOfParts(
  wish: string | undefined,
  parts: readonly PartRequest[],
): { readonly ConsumedCapacity?: readonly object[] } {
  if (wish !== 'TOTAL' && wish !== 'INDEXES') return {};
  const units = new Map<string, number>();
  for (const { TableName, Item = {} } of parts) {
    const kilobytes = Math.max(1, Math.ceil(dynaliteDb().itemSize(Item) / 1024));
    units.set(bare(TableName), (units.get(bare(TableName)) ?? 0) + 2 * kilobytes);
  }
  return {
    ConsumedCapacity: [...units].map(([TableName, CapacityUnits]) => ({
      TableName,
      CapacityUnits,
      ...(wish === 'INDEXES' ? { Table: { CapacityUnits } } : {}),
    })),
  };
}

const REASONS: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: 'ConditionalCheckFailed',
  ValidationException: 'ValidationError',
};

function checkOnly(
  { TableName, Key }: PartRequest,
  checked: CheckedRequest,
  cloud: Cloud,
): Record<string, unknown> {
  const table = tableNamed(TableName, cloud);
  refuse(dynaliteDb().validateKey(Key!, table));
  const item = readItem(table.TableName, dynaliteDb().createKey(Key!, table), cloud);
  if (!satisfies(item ?? {}, checked)) throw conditionFailed();
  return {};
}
