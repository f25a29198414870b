import { rawAction } from '../../../kernel/index.ts';
import { onTable } from '../tables.ts';
import { writeOne } from '../writing.ts';
import type { ConditionalWrite } from '../writing.ts';

/** PutItem. */
export const putItem = rawAction(
  'PutItem',
  onTable('PutItem'),
  (input: ConditionalWrite, { cloud }) => writeOne('putItem', input, cloud),
);
