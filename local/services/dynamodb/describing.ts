import type { Cloud } from '../../kernel/index.ts';
import type { TableDefinition } from './dynalite.ts';
import type { StreamRow } from './streams.ts';
import { definitionOf, settingsOf } from './tables.ts';
import type { TableRow } from './tables.ts';

/** How a table is shown. */
export function describe(row: TableRow, cloud: Cloud): Record<string, unknown> {
  const { DeletionProtectionEnabled = false, kmsKey, TableClass, transition } = settingsOf(row);
  const size = cloud.db.get<{ items: number; bytes: number | null }>(
    'SELECT count(*) AS items, sum(length(item)) AS bytes FROM dynamodb_items WHERE tbl = ?',
    row.name,
  )!;
  const description = {
    ...definitionOf(row),
    ItemCount: size.items,
    TableSizeBytes: size.bytes ?? 0,
    DeletionProtectionEnabled,
    ...streamOf(row, cloud),
    ...(kmsKey === undefined ? {} : { SSEDescription: encryption(kmsKey, 'ENABLED') }),
    ...(TableClass === undefined ? {} : { TableClassSummary: { TableClass } }),
  };
  return transition ? { ...description, ...transition.shown } : description;
}

/** How a table is shown while something about it changes. */
export function withStatus(
  description: Record<string, unknown>,
  status: string,
): Record<string, unknown> {
  const indexes = description.GlobalSecondaryIndexes as TableDefinition['GlobalSecondaryIndexes'];
  const creating = status === 'CREATING';
  return {
    ...description,
    TableStatus: status,
    ...(creating && indexes
      ? { GlobalSecondaryIndexes: indexes.map((index) => ({ ...index, IndexStatus: status })) }
      : {}),
  };
}

/** How encryption is shown. */
export function encryption(KMSMasterKeyArn: string, Status: string): object {
  return { Status, SSEType: 'KMS', KMSMasterKeyArn };
}

/** The newest stream of a table; one that was closed is still named. */
function streamOf(row: TableRow, cloud: Cloud): Record<string, unknown> {
  const { stream } = settingsOf(row);
  const found =
    stream === undefined
      ? undefined
      : cloud.db.get<StreamRow>('SELECT * FROM dynamodb_streams WHERE arn = ?', stream);
  if (!found) return {};
  return {
    LatestStreamArn: found.arn,
    LatestStreamLabel: found.label,
    ...(found.last === null
      ? { StreamSpecification: { StreamEnabled: true, StreamViewType: found.view } }
      : {}),
  };
}
