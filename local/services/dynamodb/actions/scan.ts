import { action } from '../../../kernel/index.ts';
import { checkRequest } from '../dynalite.ts';
import { scan as readPage } from '../reading.ts';
import { onTable } from '../tables.ts';

/** Scan. */
export const scan = action(
  'Scan',
  onTable('Scan'),
  (input: { readonly TableName: string; readonly IndexName?: string }, { cloud }) =>
    readPage(checkRequest('scan', input), cloud),
);
