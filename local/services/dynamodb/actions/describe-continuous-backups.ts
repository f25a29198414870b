import { action } from '../../../kernel/index.ts';
import { describeRecovery } from '../recovery.ts';
import { onTable } from '../tables.ts';
import type { TableInput } from '../tables.ts';

/** DescribeContinuousBackups. */
export const describeContinuousBackups = action(
  'DescribeContinuousBackups',
  onTable('DescribeContinuousBackups'),
  ({ TableName }: TableInput, { cloud }) => ({
    ContinuousBackupsDescription: describeRecovery(TableName, cloud),
  }),
);
