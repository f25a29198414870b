import { rawAction } from '../../../kernel/index.ts';
import { checkShape } from '../dynalite.ts';
import { tablePermission } from '../tables.ts';
import { TRANSACT_GET } from '../transaction-shapes.ts';
import { capacityOfParts, uncheckedParts } from '../transactions.ts';
import type { PartRequest } from '../transactions.ts';
import { readOne } from '../writing.ts';

/** Input of TransactGetItems. */
export interface TransactGetInput {
  readonly TransactItems: readonly { readonly Get: PartRequest }[];
  readonly ReturnConsumedCapacity?: string;
}

/** TransactGetItems: all at one moment. */
export const transactGetItems = rawAction(
  'TransactGetItems',
  ({ TransactItems }: TransactGetInput, { cloud }) =>
    uncheckedParts(TransactItems).map(({ Get }) =>
      tablePermission('GetItem', (Get as PartRequest | null)?.TableName, cloud),
    ),
  (given, { cloud }) => {
    const { TransactItems, ReturnConsumedCapacity } = checkShape(TRANSACT_GET, given);
    const gets = TransactItems.map(({ Get }) => Get);
    const results = gets.map((get) => readOne(get, cloud));
    return {
      Responses: results.map(({ Item }) => (Item ? { Item } : {})),
      ...capacityOfParts(ReturnConsumedCapacity, gets),
    };
  },
);
