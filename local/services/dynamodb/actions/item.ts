import { action } from '../../../kernel/index.ts';
import { checkRequest } from '../dynalite.ts';
import { performOnItem } from '../items.ts';
import { withOldItem } from '../conditions.ts';
import { onTable } from '../tables.ts';

/** The table is all that matters before a request is checked. */
export interface TableInput {
  readonly TableName: string;
}

/** GetItem. Every read is consistent here: one thread owns the store. */
export const getItem = action('GetItem', onTable('GetItem'), (input: TableInput, { cloud }) =>
  performOnItem('getItem', checkRequest('getItem', input), cloud),
);

/** PutItem. */
export const putItem = action('PutItem', onTable('PutItem'), (input: TableInput, { cloud }) =>
  writeOne('putItem', input, cloud),
);

/** UpdateItem. */
export const updateItem = action(
  'UpdateItem',
  onTable('UpdateItem'),
  (input: TableInput, { cloud }) => writeOne('updateItem', input, cloud),
);

/** DeleteItem. */
export const deleteItem = action(
  'DeleteItem',
  onTable('DeleteItem'),
  (input: TableInput, { cloud }) => writeOne('deleteItem', input, cloud),
);

function writeOne(
  operation: string,
  input: TableInput,
  cloud: Parameters<typeof performOnItem>[2],
): Record<string, unknown> {
  return withOldItem(operation, input, cloud, () =>
    performOnItem(operation, checkRequest(operation, input), cloud),
  );
}
