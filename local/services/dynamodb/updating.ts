import type { Cloud } from '../../kernel/index.ts';
import { encryption } from './describing.ts';
import type { TableDefinition } from './dynalite.ts';
import { encryptionKey } from './encryption.ts';
import type { SSESpecification } from './encryption.ts';
import { invalid } from './errors.ts';
import { updateIndexes } from './index-updates.ts';
import type { IndexUpdate } from './index-updates.ts';
import { closeStream, openStream } from './streams.ts';
import type { StreamSpecification } from './streams.ts';
import { definitionOf, namedTableRow, settingsOf, storeTable } from './tables.ts';
import type { TableInput, TableRow, TableSettings } from './tables.ts';
import { updateThroughput } from './throughput.ts';
import type { Throughput } from './throughput.ts';

/** Input of UpdateTable. */
export interface UpdateTableInput extends TableInput {
  readonly AttributeDefinitions?: TableDefinition['AttributeDefinitions'];
  readonly BillingMode?: string;
  readonly ProvisionedThroughput?: Throughput;
  readonly GlobalSecondaryIndexUpdates?: readonly IndexUpdate[];
  readonly StreamSpecification?: StreamSpecification;
  readonly SSESpecification?: SSESpecification;
  readonly DeletionProtectionEnabled?: boolean;
  readonly TableClass?: string;
}

/** Changes a table. Returns what its description shows differently while it is being changed. */
export function applyUpdate(
  row: TableRow,
  input: UpdateTableInput,
  cloud: Cloud,
): Record<string, unknown> {
  const { definition, shown } = updateThroughput(definitionOf(row), input, cloud);
  const indexed = updateIndexes(definition, input, cloud);
  const settings = { ...settingsOf(row), ...newSettings(row, input, cloud) };
  storeTable(row, indexed.definition, settings, cloud);
  const { stream } = settings;
  const opened = input.StreamSpecification?.StreamEnabled && stream !== undefined;
  return {
    TableStatus: 'UPDATING',
    ...shown,
    ...indexed.shown,
    ...(opened
      ? {
          LatestStreamArn: stream,
          LatestStreamLabel: stream.slice(stream.lastIndexOf('/') + 1),
          StreamSpecification: input.StreamSpecification,
        }
      : {}),
    ...encryptionShown(row, settings, input),
    ...(input.DeletionProtectionEnabled === undefined
      ? {}
      : { DeletionProtectionEnabled: input.DeletionProtectionEnabled }),
  };
}

function newSettings(row: TableRow, input: UpdateTableInput, cloud: Cloud): Partial<TableSettings> {
  const { StreamSpecification: stream, SSESpecification: sse } = input;
  return {
    ...(stream === undefined ? {} : { stream: changeStream(row, stream, cloud) }),
    ...(sse === undefined ? {} : { kmsKey: encryptionKey(sse, cloud) }),
    ...(input.DeletionProtectionEnabled === undefined
      ? {}
      : { DeletionProtectionEnabled: input.DeletionProtectionEnabled }),
    ...(input.TableClass === undefined ? {} : { TableClass: input.TableClass }),
  };
}

function changeStream(
  row: TableRow,
  specification: StreamSpecification,
  cloud: Cloud,
): string | undefined {
  const { stream } = settingsOf(row);
  const isOpen =
    stream !== undefined &&
    cloud.db.get('SELECT arn FROM dynamodb_streams WHERE arn = ? AND last IS NULL', stream) !==
      undefined;
  if (specification.StreamEnabled) {
    if (isOpen) throw invalid(`Table already has an enabled stream: TableName: ${row.name}`);
    return openStream(definitionOf(namedTableRow(row.name, cloud)), specification, cloud);
  }
  if (!isOpen) throw invalid(`Table already has a disabled stream: TableName: ${row.name}`);
  closeStream(stream, cloud);
  return stream;
}

function encryptionShown(
  row: TableRow,
  settings: TableSettings,
  { SSESpecification: sse }: UpdateTableInput,
): Record<string, unknown> {
  const key = settings.kmsKey ?? settingsOf(row).kmsKey;
  return sse && key !== undefined ? { SSEDescription: encryption(key, 'UPDATING') } : {};
}
