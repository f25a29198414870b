import type { Cloud } from '../../kernel/index.ts';
import type { TableDefinition } from './dynalite.ts';
import { dynamoError, invalid, invalidParameter } from './errors.ts';
import type { UpdateTableInput } from './updating.ts';

/** Units of a table or an index. */
export interface Throughput {
  readonly ReadCapacityUnits: number;
  readonly WriteCapacityUnits: number;
  readonly NumberOfDecreasesToday?: number;
  readonly LastIncreaseDateTime?: number;
  readonly LastDecreaseDateTime?: number;
}

/** A definition after a change, and what the answer shows of it. */
export interface Updated {
  readonly definition: TableDefinition;
  readonly shown: Record<string, unknown>;
}

type Indexes = NonNullable<TableDefinition['GlobalSecondaryIndexes']>;

/** Indexes that one request may change. */
const MAX_INDEX_UPDATES = 5;

/** Changes billing mode and units. */
export function updateThroughput(
  definition: TableDefinition,
  input: UpdateTableInput,
  cloud: Cloud,
): Updated {
  const before = modeOf(definition);
  const mode = input.BillingMode ?? before;
  if (input.ProvisionedThroughput && mode === 'PAY_PER_REQUEST') {
    throw invalidParameter(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  checkIndexUpdates(definition, input, before);
  if (mode === 'PAY_PER_REQUEST' && before !== mode) return onDemand(definition, cloud);
  const table = changed(
    definition.ProvisionedThroughput as Throughput,
    input.ProvisionedThroughput,
    cloud,
  );
  const indexes = definition.GlobalSecondaryIndexes?.map((index) => {
    const wanted = input.GlobalSecondaryIndexUpdates?.find(
      ({ Update }) => Update?.IndexName === index.IndexName,
    )?.Update?.ProvisionedThroughput;
    const { stored, shown } = changed(index.ProvisionedThroughput as Throughput, wanted, cloud);
    return {
      stored: { ...index, ProvisionedThroughput: stored },
      shown: wanted ? { ...index, ProvisionedThroughput: shown, IndexStatus: 'UPDATING' } : index,
    };
  });
  const summary = mode === before ? {} : modeSummary('PROVISIONED');
  const units = mode === before ? table.shown : table.stored;
  return {
    definition: withIndexes(
      { ...definition, ...summary, ProvisionedThroughput: table.stored },
      indexes?.map(({ stored }) => stored),
    ),
    shown: {
      ...summary,
      ProvisionedThroughput: units,
      ...(indexes ? { GlobalSecondaryIndexes: indexes.map(({ shown }) => shown) } : {}),
    },
  };
}

function modeOf({ BillingModeSummary }: TableDefinition): string {
  return (
    (BillingModeSummary as { readonly BillingMode?: string } | undefined)?.BillingMode ??
    'PROVISIONED'
  );
}

function modeSummary(mode: string, more: object = {}): Record<string, object> {
  return {
    BillingModeSummary: { BillingMode: mode, ...more },
    TableThroughputModeSummary: { TableThroughputMode: mode, ...more },
  };
}

function withIndexes(definition: TableDefinition, indexes: Indexes | undefined): TableDefinition {
  return indexes ? { ...definition, GlobalSecondaryIndexes: indexes } : definition;
}

/** Units as they are stored, and as the answer shows them: old ones, with the date of the change. */
function changed(
  old: Throughput,
  wanted: Throughput | undefined,
  cloud: Cloud,
): { readonly stored: Throughput; readonly shown: Throughput } {
  if (!wanted) return { stored: old, shown: old };
  const { ReadCapacityUnits, WriteCapacityUnits } = wanted;
  const reads = ReadCapacityUnits - old.ReadCapacityUnits;
  const writes = WriteCapacityUnits - old.WriteCapacityUnits;
  if (reads === 0 && writes === 0) {
    throw invalid(
      `The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: ${old.ReadCapacityUnits}. Requested ReadCapacityUnits: ${ReadCapacityUnits}. Current WriteCapacityUnits provisioned for the table: ${old.WriteCapacityUnits}. Requested WriteCapacityUnits: ${WriteCapacityUnits}. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.`,
    );
  }
  const now = cloud.world.now() / 1000;
  const [rises, falls] = [reads > 0 || writes > 0, reads < 0 || writes < 0];
  const shown = {
    ...old,
    ...(rises ? { LastIncreaseDateTime: now } : {}),
    ...(falls ? { LastDecreaseDateTime: now } : {}),
  };
  const decreases = (old.NumberOfDecreasesToday ?? 0) + (falls && !rises ? 1 : 0);
  const units = { ReadCapacityUnits, WriteCapacityUnits, NumberOfDecreasesToday: decreases };
  return { shown, stored: { ...shown, ...units } };
}

function onDemand(definition: TableDefinition, cloud: Cloud): Updated {
  const now = cloud.world.now() / 1000;
  const none = (old: unknown): Throughput => ({
    ...(old as Throughput),
    ReadCapacityUnits: 0,
    WriteCapacityUnits: 0,
  });
  const units = none(definition.ProvisionedThroughput);
  const indexes = definition.GlobalSecondaryIndexes;
  const at = (IndexStatus: string, more: object) =>
    indexes?.map((index) => ({
      ...index,
      IndexStatus,
      ProvisionedThroughput: { ...none(index.ProvisionedThroughput), ...more },
    }));
  const stored = withIndexes(
    {
      ...definition,
      ...modeSummary('PAY_PER_REQUEST', { LastUpdateToPayPerRequestDateTime: now }),
      ProvisionedThroughput: units,
    },
    at('ACTIVE', { NumberOfDecreasesToday: 1, LastDecreaseDateTime: now }),
  );
  return {
    definition: stored,
    shown: {
      ...modeSummary('PAY_PER_REQUEST'),
      ProvisionedThroughput: { ...units, LastDecreaseDateTime: now },
      ...(indexes ? { GlobalSecondaryIndexes: at('UPDATING', {}) } : {}),
    },
  };
}

function checkIndexUpdates(
  definition: TableDefinition,
  { GlobalSecondaryIndexUpdates: updates = [], BillingMode }: UpdateTableInput,
  before: string,
): void {
  if (updates.length > MAX_INDEX_UPDATES) {
    throw dynamoError(
      'LimitExceededException',
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    );
  }
  const named = new Set(updates.map(({ Update }) => Update?.IndexName));
  const left = (definition.GlobalSecondaryIndexes ?? [])
    .map(({ IndexName }) => IndexName)
    .filter((name) => !named.has(name));
  if (BillingMode === 'PROVISIONED' && before !== 'PROVISIONED' && left.length > 0)
    throw invalidParameter(`ProvisionedThroughput must be specified for index: ${left.join(',')}`);
}
