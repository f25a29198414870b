import { rawAction } from '../../../kernel/index.ts';
import { checkRequest } from '../dynalite.ts';
import { scan as readPage } from '../scanning.ts';
import { onTable, withBareName } from '../tables.ts';
import type { TableInput } from '../tables.ts';

/** Scan. */
export const scan = rawAction('Scan', onTable('Scan'), (input: TableInput, { cloud }) =>
  readPage(checkRequest('scan', withBareName(input)), cloud),
);
