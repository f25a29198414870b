import { action } from '../../../kernel/index.ts';
import { checkRequest } from '../dynalite.ts';
import { performOnItem } from '../items.ts';
import { tablePermission } from '../tables.ts';

interface KeysOfTable {
  readonly Keys: readonly object[];
  readonly [member: string]: unknown;
}

/** Input of BatchGetItem. */
export interface BatchGetInput {
  readonly RequestItems: Readonly<Record<string, KeysOfTable>>;
}

/** BatchGetItem: up to a hundred keys. */
export const batchGetItem = action(
  'BatchGetItem',
  ({ RequestItems }: BatchGetInput, { cloud }) =>
    Object.keys(RequestItems).map((table) => tablePermission('BatchGetItem', table, cloud)),
  (input, { cloud }) => {
    checkRequest('batchGetItem', input);
    const Responses: Record<string, unknown[]> = {};
    for (const [TableName, { Keys, ...options }] of Object.entries(input.RequestItems)) {
      Responses[TableName] = Keys.map(
        (Key) =>
          performOnItem('getItem', checkRequest('getItem', { TableName, Key, ...options }), cloud)
            .Item,
      ).filter((item) => item !== undefined);
    }
    return { Responses, UnprocessedKeys: {} };
  },
);

interface WriteRequest {
  readonly PutRequest?: { readonly Item: object };
  readonly DeleteRequest?: { readonly Key: object };
}

/** Input of BatchWriteItem. */
export interface BatchWriteInput {
  readonly RequestItems: Readonly<Record<string, readonly WriteRequest[]>>;
}

/** BatchWriteItem: up to 25 puts and deletes. */
export const batchWriteItem = action(
  'BatchWriteItem',
  ({ RequestItems }: BatchWriteInput, { cloud }) =>
    Object.keys(RequestItems).map((table) => tablePermission('BatchWriteItem', table, cloud)),
  (input, { cloud }) => {
    checkRequest('batchWriteItem', input);
    for (const [TableName, requests] of Object.entries(input.RequestItems)) {
      for (const { PutRequest, DeleteRequest } of requests) {
        if (PutRequest)
          performOnItem(
            'putItem',
            checkRequest('putItem', { TableName, Item: PutRequest.Item }),
            cloud,
          );
        if (DeleteRequest)
          performOnItem(
            'deleteItem',
            checkRequest('deleteItem', { TableName, Key: DeleteRequest.Key }),
            cloud,
          );
      }
    }
    return { UnprocessedItems: {} };
  },
);
