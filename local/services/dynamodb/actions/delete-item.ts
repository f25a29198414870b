import { rawAction } from '../../../kernel/index.ts';
import { onTable } from '../tables.ts';
import { writeOne } from '../writing.ts';
import type { ConditionalWrite } from '../writing.ts';

/** DeleteItem. */
export const deleteItem = rawAction(
  'DeleteItem',
  onTable('DeleteItem'),
  (input: ConditionalWrite, { cloud }) => writeOne('deleteItem', input, cloud),
);
