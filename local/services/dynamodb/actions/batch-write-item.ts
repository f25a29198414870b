import { AwsError } from '../../../errors.ts';
import { rawAction } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { batchCapacity } from '../batches.ts';
import type { WriteRequest } from '../batches.ts';
import { checkRequest, dynaliteDb, refuse } from '../dynalite.ts';
import type { CheckedRequest } from '../dynalite.ts';
import { invalid } from '../errors.ts';
import { performOnItem } from '../items.ts';
import { tableNamed, tablePermission } from '../tables.ts';

/** Input of BatchWriteItem. */
export interface BatchWriteInput {
  readonly RequestItems: Readonly<Record<string, readonly WriteRequest[]>>;
  readonly ReturnConsumedCapacity?: string;
}

/** BatchWriteItem: up to 25 puts and deletes, each item once. */
export const batchWriteItem = rawAction(
  'BatchWriteItem',
  ({ RequestItems }: BatchWriteInput, { cloud }) =>
    Object.keys(RequestItems ?? {}).map((table) => tablePermission('BatchWriteItem', table, cloud)),
  (input, { cloud }) => {
    const checked = checkRequest('batchWriteItem', input) as unknown as BatchWriteInput;
    const writes = Object.entries(checked.RequestItems).flatMap(([name, requests]) =>
      writesOf(name, requests, checked, cloud),
    );
    const results = writes.map(({ operation, request }) =>
      performOnItem(operation, request, cloud),
    );
    return { UnprocessedItems: {}, ...batchCapacity(checked.ReturnConsumedCapacity, results) };
  },
);

interface OneWrite {
  readonly operation: 'putItem' | 'deleteItem';
  readonly request: CheckedRequest;
}

function writesOf(
  name: string,
  requests: readonly WriteRequest[],
  { ReturnConsumedCapacity }: BatchWriteInput,
  cloud: Cloud,
): readonly OneWrite[] {
  const table = tableNamed(name, cloud);
  const seen = new Set<string>();
  return requests.map(({ PutRequest, DeleteRequest }) => {
    inItsOwnWords(() =>
      refuse(
        PutRequest
          ? dynaliteDb().validateItem(PutRequest.Item, table)
          : dynaliteDb().validateKey(DeleteRequest!.Key, table),
      ),
    );
    const key = dynaliteDb().createKey((PutRequest?.Item ?? DeleteRequest?.Key)!, table);
    if (seen.has(key)) throw invalid('Provided list of item keys contains duplicates');
    seen.add(key);
    const common = { TableName: table.TableName, ReturnConsumedCapacity };
    return PutRequest
      ? { operation: 'putItem', request: { ...common, Item: PutRequest.Item } }
      : { operation: 'deleteItem', request: { ...common, Key: DeleteRequest!.Key } };
  });
}

/** In a batch AWS does not say what is wrong with a key. */
function inItsOwnWords(check: () => void): void {
  try {
    check();
  } catch (error) {
    const aboutKey = /Missing the key|Type mismatch for key/;
    if (!(error instanceof AwsError) || !aboutKey.test(error.message)) throw error;
    throw invalid('The provided key element does not match the schema');
  }
}
