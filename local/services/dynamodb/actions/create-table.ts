import { rawAction, tagsByKey } from '../../../kernel/index.ts';
import type { Cloud, Tag } from '../../../kernel/index.ts';
import { describe, withStatus } from '../describing.ts';
import { checkRequest } from '../dynalite.ts';
import type { CheckedRequest, IndexDefinition, TableDefinition } from '../dynalite.ts';
import { encryptionKey } from '../encryption.ts';
import type { SSESpecification } from '../encryption.ts';
import { dynamoError } from '../errors.ts';
import { openStream } from '../streams.ts';
import type { StreamSpecification } from '../streams.ts';
import { findTable, namedTableRow, onTable, tableArn } from '../tables.ts';
import type { TableInput, TableSettings } from '../tables.ts';
import { beginTransition } from '../transitions.ts';

/** Members of CreateTable that dynalite does not know. */
export interface CreateTableInput extends TableInput {
  readonly StreamSpecification?: StreamSpecification;
  readonly SSESpecification?: SSESpecification;
  readonly DeletionProtectionEnabled?: boolean;
  readonly TableClass?: string;
  readonly Tags?: readonly Tag[];
}

/** CreateTable. The table is being made for a moment. */
export const createTable = rawAction(
  'CreateTable',
  onTable('CreateTable'),
  (input: CreateTableInput, { cloud }) => {
    const checked = checkRequest('createTable', input);
    const { TableName } = checked;
    if (findTable(TableName, cloud)) {
      throw dynamoError('ResourceInUseException', `Table already exists: ${TableName}`);
    }
    const definition = definitionOf(checked, cloud);
    const stream = input.StreamSpecification?.StreamEnabled
      ? openStream(definition, input.StreamSpecification, cloud)
      : undefined;
    const settings: TableSettings = {
      DeletionProtectionEnabled: input.DeletionProtectionEnabled,
      TableClass: input.TableClass,
      kmsKey: encryptionKey(input.SSESpecification, cloud),
      stream,
    };
    cloud.db.run(
      'INSERT INTO dynamodb_tables VALUES (?, ?, ?, ?, NULL, NULL, ?, ?)',
      TableName,
      tableArn(TableName, cloud),
      JSON.stringify(definition),
      cloud.world.now(),
      JSON.stringify(settings),
      JSON.stringify(tagsByKey(input.Tags ?? [])),
    );
    const { BillingModeSummary: summary, ...description } = describe(
      namedTableRow(TableName, cloud),
      cloud,
    );
    const { LastUpdateToPayPerRequestDateTime: _, ...mode } = (summary ?? {}) as Record<
      string,
      unknown
    >;
    const shown = withStatus(
      { ...description, ...(summary ? { BillingModeSummary: mode } : {}) },
      'CREATING',
    );
    beginTransition(TableName, { status: 'CREATING', shown, since: cloud.world.now() }, cloud);
    return { TableDescription: shown };
  },
);

/** What DescribeTable shows of a new table. */
function definitionOf(checked: CheckedRequest, cloud: Cloud): TableDefinition {
  const { BillingMode, ...request } = checked as unknown as TableDefinition & {
    readonly BillingMode?: string;
  };
  const now = cloud.world.now() / 1000;
  const TableArn = tableArn(request.TableName, cloud);
  const onDemand = BillingMode === 'PAY_PER_REQUEST';
  const indexBase = ({ IndexName }: IndexDefinition) => ({
    IndexArn: `${TableArn}/index/${IndexName}`,
    IndexSizeBytes: 0,
    ItemCount: 0,
  });
  return {
    ...request,
    TableArn,
    TableId: cloud.world.uuid(),
    CreationDateTime: now,
    TableStatus: 'ACTIVE',
    ProvisionedThroughput: throughput(request.ProvisionedThroughput),
    ...(onDemand
      ? {
          BillingModeSummary: {
            BillingMode: 'PAY_PER_REQUEST',
            LastUpdateToPayPerRequestDateTime: now,
          },
          TableThroughputModeSummary: { TableThroughputMode: 'PAY_PER_REQUEST' },
        }
      : {}),
    ...(request.LocalSecondaryIndexes && {
      LocalSecondaryIndexes: request.LocalSecondaryIndexes.map((index) => ({
        ...index,
        ...indexBase(index),
      })),
    }),
    ...(request.GlobalSecondaryIndexes && {
      GlobalSecondaryIndexes: request.GlobalSecondaryIndexes.map((index) => ({
        ...index,
        ...indexBase(index),
        IndexStatus: 'ACTIVE',
        ProvisionedThroughput: throughput(index.ProvisionedThroughput),
      })),
    }),
  };
}

function throughput(given: unknown): object {
  const units = (given ?? { ReadCapacityUnits: 0, WriteCapacityUnits: 0 }) as object;
  return { ...units, NumberOfDecreasesToday: 0 };
}
