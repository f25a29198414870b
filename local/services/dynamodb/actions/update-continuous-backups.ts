import { action } from '../../../kernel/index.ts';
import { describeRecovery, tableWithBackups } from '../recovery.ts';
import { definitionOf, onTable, settingsOf, storeTable } from '../tables.ts';
import type { TableInput } from '../tables.ts';

/** Input of UpdateContinuousBackups. */
export interface UpdateContinuousBackupsInput extends TableInput {
  readonly PointInTimeRecoverySpecification: {
    readonly PointInTimeRecoveryEnabled: boolean;
    readonly RecoveryPeriodInDays?: number;
  };
}

/** UpdateContinuousBackups: recovery to a point in time is noted; there is nothing to restore. */
export const updateContinuousBackups = action(
  'UpdateContinuousBackups',
  onTable('UpdateContinuousBackups'),
  (input: UpdateContinuousBackupsInput, { cloud }) => {
    const row = tableWithBackups(input.TableName, cloud);
    const { recoverableSince, ...settings } = settingsOf(row);
    const enabled = input.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled;
    const since = enabled ? (recoverableSince ?? cloud.world.now()) : undefined;
    storeTable(row, definitionOf(row), { ...settings, recoverableSince: since }, cloud);
    return { ContinuousBackupsDescription: describeRecovery(input.TableName, cloud) };
  },
);
