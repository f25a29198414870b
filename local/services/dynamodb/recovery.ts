import type { Cloud } from '../../kernel/index.ts';
import { dynamoError } from './errors.ts';
import { bare, findTable, settingsOf } from './tables.ts';
import type { TableRow } from './tables.ts';

/** Days for which a table can be restored. */
const PERIOD_DAYS = 35;

/** The table, or the error that only backups have. */
export function tableWithBackups(name: string, cloud: Cloud): TableRow {
  const row = findTable(name, cloud);
  if (!row) throw dynamoError('TableNotFoundException', `Table not found: ${bare(name)}`);
  return row;
}

/** How a table's recovery is shown. */
export function describeRecovery(name: string, cloud: Cloud) {
  const { recoverableSince } = settingsOf(tableWithBackups(name, cloud));
  const oldest = cloud.world.now() - PERIOD_DAYS * 86_400_000;
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription:
      recoverableSince === undefined
        ? { PointInTimeRecoveryStatus: 'DISABLED' }
        : {
            PointInTimeRecoveryStatus: 'ENABLED',
            RecoveryPeriodInDays: PERIOD_DAYS,
            EarliestRestorableDateTime: new Date(Math.max(recoverableSince, oldest)),
            LatestRestorableDateTime: new Date(cloud.world.now()),
          },
  };
}
