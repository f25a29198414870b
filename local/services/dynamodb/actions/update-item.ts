import { rawAction } from '../../../kernel/index.ts';
import { onTable } from '../tables.ts';
import { writeOne } from '../writing.ts';
import type { ConditionalWrite } from '../writing.ts';

/** UpdateItem. */
export const updateItem = rawAction(
  'UpdateItem',
  onTable('UpdateItem'),
  (input: ConditionalWrite, { cloud }) => writeOne('updateItem', input, cloud),
);
