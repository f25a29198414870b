import { action } from '../../../kernel/index.ts';
import { encodeBinary, decodeBinary } from '../dynalite.ts';
import { invalid } from '../errors.ts';
import { tablePermission } from '../tables.ts';
import { capacityOfParts, checkParts } from '../transactions.ts';
import type { PartRequest } from '../transactions.ts';
import { readOne } from '../writing.ts';

/** Input of TransactGetItems. */
export interface TransactGetInput {
  readonly TransactItems: readonly { readonly Get?: PartRequest }[];
  readonly ReturnConsumedCapacity?: string;
}

/** TransactGetItems: all at one moment. */
export const transactGetItems = action(
  'TransactGetItems',
  ({ TransactItems }: TransactGetInput, { cloud }) =>
    TransactItems.map(({ Get }) => tablePermission('GetItem', Get?.TableName, cloud)),
  ({ TransactItems, ReturnConsumedCapacity }, { cloud }) => {
    checkParts(TransactItems);
    const gets = TransactItems.map(({ Get }) => {
      if (!Get) throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
      return encodeBinary(Get) as PartRequest;
    });
    const results = gets.map((get) => readOne(get, cloud));
    return {
      Responses: results.map(({ Item }) => (Item ? { Item: decodeBinary(Item) } : {})),
      ...capacityOfParts(ReturnConsumedCapacity, gets),
    };
  },
);
