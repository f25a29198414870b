import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { checkRequest } from '../dynalite.ts';
import type { TableDefinition } from '../dynalite.ts';
import { onTable, tableArn, tableRow } from '../tables.ts';
import type { TableRow } from '../tables.ts';

/** Input of CreateTable. */
export type CreateTableInput = TableDefinition & Readonly<Record<string, unknown>>;

/** CreateTable. The table is there at once. */
export const createTable = action(
  'CreateTable',
  onTable('CreateTable'),
  (input: CreateTableInput, { cloud }) => {
    const {
      BillingMode,
      KeySchema,
      AttributeDefinitions,
      TableName,
      GlobalSecondaryIndexes,
      LocalSecondaryIndexes,
      ProvisionedThroughput,
    } = input;
    checkRequest('createTable', {
      TableName,
      KeySchema,
      AttributeDefinitions,
      GlobalSecondaryIndexes,
      LocalSecondaryIndexes,
      ProvisionedThroughput,
      BillingMode: BillingMode ?? 'PROVISIONED',
    });
    const definition: TableDefinition = {
      TableName,
      KeySchema,
      AttributeDefinitions,
      GlobalSecondaryIndexes,
      LocalSecondaryIndexes,
    };
    const settings = {
      BillingMode,
      DeletionProtectionEnabled: input.DeletionProtectionEnabled,
      SSESpecification: input.SSESpecification,
    };
    const made = cloud.db.run(
      'INSERT OR IGNORE INTO dynamodb_tables VALUES (?, ?, ?, ?, NULL, NULL, ?)',
      TableName,
      tableArn(TableName, cloud),
      JSON.stringify(definition),
      cloud.world.now(),
      JSON.stringify(settings),
    );
    if (made === 0)
      throw new AwsError('ResourceInUseException', `Table already exists: ${TableName}`);
    return { TableDescription: describe(tableRow(TableName, cloud), cloud) };
  },
);

/** DescribeTable. */
export const describeTable = action(
  'DescribeTable',
  onTable('DescribeTable'),
  ({ TableName }: { readonly TableName: string }, { cloud }) => ({
    Table: describe(tableRow(TableName, cloud), cloud),
  }),
);

/** DeleteTable, with everything in it. */
export const deleteTable = action(
  'DeleteTable',
  onTable('DeleteTable'),
  ({ TableName }: { readonly TableName: string }, { cloud }) => {
    const row = tableRow(TableName, cloud);
    if (
      (JSON.parse(row.settings) as { DeletionProtectionEnabled?: boolean })
        .DeletionProtectionEnabled
    ) {
      throw new AwsError(
        'ValidationException',
        'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
      );
    }
    const description = describe(row, cloud);
    cloud.db.run('DELETE FROM dynamodb_items WHERE tbl = ?', row.name);
    cloud.db.run('DELETE FROM dynamodb_indexes WHERE tbl = ?', row.name);
    cloud.db.run('DELETE FROM dynamodb_tables WHERE name = ?', row.name);
    return { TableDescription: { ...description, TableStatus: 'DELETING' } };
  },
);

/** ListTables. */
export const listTables = action(
  'ListTables',
  () => [{ action: 'dynamodb:ListTables', resource: '*' }],
  (input: { readonly ExclusiveStartTableName?: string; readonly Limit?: number }, { cloud }) => {
    const limit = input.Limit ?? 100;
    const rows = cloud.db.all<{ name: string }>(
      'SELECT name FROM dynamodb_tables WHERE name > ? ORDER BY name LIMIT ?',
      input.ExclusiveStartTableName ?? '',
      limit + 1,
    );
    const names = rows.slice(0, limit).map(({ name }) => name);
    return {
      TableNames: names,
      LastEvaluatedTableName: rows.length > limit ? names.at(-1) : undefined,
    };
  },
);

/** Input of UpdateTimeToLive. */
export interface UpdateTimeToLiveInput {
  readonly TableName: string;
  readonly TimeToLiveSpecification: { readonly Enabled: boolean; readonly AttributeName: string };
}

/**
 * UpdateTimeToLive: items written from now on expire, at their second and not within days of it.
 */
export const updateTimeToLive = action(
  'UpdateTimeToLive',
  onTable('UpdateTimeToLive'),
  (input: UpdateTimeToLiveInput, { cloud }) => {
    const { Enabled, AttributeName } = input.TimeToLiveSpecification;
    const { name } = tableRow(input.TableName, cloud);
    cloud.db.run(
      'UPDATE dynamodb_tables SET ttl = ? WHERE name = ?',
      Enabled ? AttributeName : null,
      name,
    );
    return { TimeToLiveSpecification: input.TimeToLiveSpecification };
  },
);

/** DescribeTimeToLive. */
export const describeTimeToLive = action(
  'DescribeTimeToLive',
  onTable('DescribeTimeToLive'),
  ({ TableName }: { readonly TableName: string }, { cloud }) => {
    const { ttl } = tableRow(TableName, cloud);
    return {
      TimeToLiveDescription: ttl
        ? { TimeToLiveStatus: 'ENABLED', AttributeName: ttl }
        : { TimeToLiveStatus: 'DISABLED' },
    };
  },
);

function describe(row: TableRow, cloud: Cloud) {
  const definition = JSON.parse(row.definition) as TableDefinition;
  const settings = JSON.parse(row.settings) as {
    BillingMode?: string;
    DeletionProtectionEnabled?: boolean;
  };
  const { n } = cloud.db.get<{ n: number }>(
    'SELECT count(*) AS n FROM dynamodb_items WHERE tbl = ?',
    row.name,
  )!;
  return {
    ...definition,
    GlobalSecondaryIndexes: definition.GlobalSecondaryIndexes?.map((index) => ({
      ...index,
      IndexStatus: 'ACTIVE',
    })),
    TableArn: row.arn,
    TableStatus: 'ACTIVE',
    CreationDateTime: new Date(row.created),
    ItemCount: n,
    TableSizeBytes: 0,
    DeletionProtectionEnabled: settings.DeletionProtectionEnabled ?? false,
    ...(settings.BillingMode === 'PAY_PER_REQUEST'
      ? { BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } }
      : {}),
  };
}
