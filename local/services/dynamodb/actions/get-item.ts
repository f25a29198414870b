import { rawAction } from '../../../kernel/index.ts';
import { onTable } from '../tables.ts';
import { readOne } from '../writing.ts';
import type { ConditionalWrite } from '../writing.ts';

/** GetItem. Every read is consistent here: one thread owns the store. */
export const getItem = rawAction(
  'GetItem',
  onTable('GetItem'),
  (input: ConditionalWrite, { cloud }) => readOne(input, cloud),
);
