import { rawAction } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { batchCapacity } from '../batches.ts';
import type { KeysOfTable } from '../batches.ts';
import { checkRequest, dynaliteDb, ITEM_LIMITS, refuse } from '../dynalite.ts';
import type { CheckedRequest, Item } from '../dynalite.ts';
import { performOnItem } from '../items.ts';
import { bare, tableNamed, tablePermission } from '../tables.ts';

/** Input of BatchGetItem. */
export interface BatchGetInput {
  readonly RequestItems: Readonly<Record<string, KeysOfTable>>;
  readonly ReturnConsumedCapacity?: string;
}

/** Bytes of items that an answer may have; what is beyond is left for the next request. */
const MAX_BYTES = 1024 * 1024 + ITEM_LIMITS.maxItemSize - 3;

/** BatchGetItem: up to a hundred keys. */
export const batchGetItem = rawAction(
  'BatchGetItem',
  ({ RequestItems }: BatchGetInput, { cloud }) =>
    Object.keys(RequestItems ?? {}).map((table) => tablePermission('BatchGetItem', table, cloud)),
  (input, { cloud }) => {
    const checked = checkRequest('batchGetItem', input) as unknown as BatchGetInput;
    const gets = Object.entries(checked.RequestItems).flatMap(([name, request]) =>
      getsOf(name, request, checked, cloud),
    );
    const Responses: Record<string, Item[]> = {};
    const UnprocessedKeys: Record<string, { Keys: Item[] }> = {};
    let bytes = 0;
    const results = gets.map(({ name, key, options, request }) => {
      const result = performOnItem('getItem', request, cloud);
      const item = result.Item as Item | undefined;
      Responses[name] ??= [];
      const size = item ? dynaliteDb().itemSize(item) : 0;
      if (item && bytes + size > MAX_BYTES) {
        (UnprocessedKeys[name] ??= { ...options, Keys: [] }).Keys.push(key);
        return { ConsumedCapacity: { TableName: bare(name), CapacityUnits: 1 } };
      }
      bytes += size;
      if (item) Responses[name].push(item);
      return result;
    });
    return {
      Responses,
      UnprocessedKeys,
      ...batchCapacity(checked.ReturnConsumedCapacity, results),
    };
  },
);

interface OneGet {
  /** As the request names the table. */
  readonly name: string;
  readonly key: Item;
  /** How to read, as the request says it. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly request: CheckedRequest;
}

function getsOf(
  name: string,
  { Keys, ...options }: KeysOfTable,
  { ReturnConsumedCapacity }: BatchGetInput,
  cloud: Cloud,
): readonly OneGet[] {
  const table = tableNamed(name, cloud);
  const shown = Object.fromEntries(
    Object.entries(options).filter(([member]) => !member.startsWith('_')),
  );
  return Keys.map((key) => {
    refuse(dynaliteDb().validateKey(key, table));
    const request = { ...options, TableName: table.TableName, Key: key, ReturnConsumedCapacity };
    return { name, key, options: shown, request };
  });
}
