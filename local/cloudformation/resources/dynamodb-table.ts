import type { HandlerContext, Made, Properties, ResourceHandler } from '../handler.ts';
import { changeTable, untilActive, untilGone } from './dynamodb-table-status.ts';
import { optional } from './values.ts';

/** Properties that CreateTable takes by the same name. */
const SHARED = [
  'KeySchema',
  'AttributeDefinitions',
  'GlobalSecondaryIndexes',
  'LocalSecondaryIndexes',
  'BillingMode',
  'DeletionProtectionEnabled',
  'TableClass',
  'Tags',
];

/** Properties that UpdateTable takes by the same name. */
const UPDATABLE = ['BillingMode', 'DeletionProtectionEnabled', 'TableClass'];

interface Index {
  readonly IndexName: string;
  readonly [member: string]: unknown;
}

/** AWS::DynamoDB::Table. */
export const dynamodbTable: ResourceHandler = {
  type: 'AWS::DynamoDB::Table',
  properties: [
    'TableName',
    'ProvisionedThroughput',
    'StreamSpecification',
    'SSESpecification',
    'TimeToLiveSpecification',
    'PointInTimeRecoverySpecification',
    ...SHARED,
  ],
  async create(properties, context) {
    const name = optional<string>(properties, 'TableName') ?? context.physicalName(255);
    const shared = SHARED.filter((property) => properties[property] !== undefined);
    await context.call('dynamodb', 'CreateTable', {
      ...Object.fromEntries(shared.map((property) => [property, properties[property]])),
      TableName: name,
      ProvisionedThroughput: throughput(properties),
      StreamSpecification: stream(properties),
      SSESpecification: encryption(properties),
    });
    await untilActive(name, context);
    await settle(name, properties, {}, context);
    return made(name, context);
  },
  async update(old, properties, before, context) {
    const TableName = old.ref;
    const changes = {
      ...changed(UPDATABLE, properties, before),
      ...(differs('ProvisionedThroughput', properties, before)
        ? { ProvisionedThroughput: throughput(properties) }
        : {}),
    };
    if (Object.keys(changes).length > 0) await changeTable({ TableName, ...changes }, context);
    for (const SSESpecification of differs('SSESpecification', properties, before)
      ? [encryption(properties) ?? { Enabled: false }]
      : [])
      await changeTable({ TableName, SSESpecification }, context);
    await updateStream(TableName, properties, before, context);
    await updateIndexes(TableName, properties, before, context);
    await settle(TableName, properties, before, context);
    return made(TableName, context);
  },
  async remove(old, _properties, context) {
    const TableName = old.ref;
    await changeTable({ TableName, DeletionProtectionEnabled: false }, context);
    await context.call('dynamodb', 'DeleteTable', { TableName });
    await untilGone(TableName, context);
  },
};

async function made(name: string, { call }: HandlerContext): Promise<Made> {
  const { Table } = await call<{ Table: Readonly<Record<string, unknown>> }>(
    'dynamodb',
    'DescribeTable',
    { TableName: name },
  );
  return { ref: name, attributes: { Arn: Table.TableArn, StreamArn: Table.LatestStreamArn } };
}

/** What CreateTable and UpdateTable do not take: time to live, recovery, tags of later. */
async function settle(
  TableName: string,
  properties: Properties,
  before: Properties,
  { call }: HandlerContext,
): Promise<void> {
  const ttl = optional<{ readonly Enabled: boolean }>(properties, 'TimeToLiveSpecification');
  const was = optional<{ readonly Enabled: boolean }>(before, 'TimeToLiveSpecification');
  if (String(ttl?.Enabled ?? false) !== String(was?.Enabled ?? false)) {
    const TimeToLiveSpecification = ttl?.Enabled ? ttl : { ...was, Enabled: false };
    await call('dynamodb', 'UpdateTimeToLive', { TableName, TimeToLiveSpecification });
  }
  if (!differs('PointInTimeRecoverySpecification', properties, before)) return;
  await call('dynamodb', 'UpdateContinuousBackups', {
    TableName,
    PointInTimeRecoverySpecification: properties.PointInTimeRecoverySpecification ?? {
      PointInTimeRecoveryEnabled: false,
    },
  });
}

async function updateStream(
  TableName: string,
  properties: Properties,
  before: Properties,
  context: HandlerContext,
): Promise<void> {
  if (!differs('StreamSpecification', properties, before)) return;
  const off = { StreamEnabled: false };
  if (stream(before)) await changeTable({ TableName, StreamSpecification: off }, context);
  const StreamSpecification = stream(properties);
  if (StreamSpecification) await changeTable({ TableName, StreamSpecification }, context);
}

/** One index per request, as AWS wants it. */
async function updateIndexes(
  TableName: string,
  properties: Properties,
  before: Properties,
  context: HandlerContext,
): Promise<void> {
  const [now, old] = [properties, before].map(
    (each) => optional<readonly Index[]>(each, 'GlobalSecondaryIndexes') ?? [],
  ) as [readonly Index[], readonly Index[]];
  const has = (indexes: readonly Index[], name: string) =>
    indexes.some(({ IndexName }) => IndexName === name);
  const updates = [
    ...old
      .filter(({ IndexName }) => !has(now, IndexName))
      .map(({ IndexName }) => ({ Delete: { IndexName } })),
    ...now.filter(({ IndexName }) => !has(old, IndexName)).map((Create) => ({ Create })),
  ];
  const { AttributeDefinitions } = properties;
  for (const update of updates) {
    const input = { TableName, AttributeDefinitions, GlobalSecondaryIndexUpdates: [update] };
    await changeTable(input, context);
  }
}

function stream(properties: Properties): object | undefined {
  const given = optional<{ readonly StreamViewType?: string }>(properties, 'StreamSpecification');
  return given && { StreamEnabled: true, StreamViewType: given.StreamViewType };
}

function encryption(properties: Properties): object | undefined {
  const given = optional<{
    readonly SSEEnabled?: unknown;
    readonly SSEType?: string;
    readonly KMSMasterKeyId?: string;
  }>(properties, 'SSESpecification');
  if (!given) return undefined;
  const { SSEEnabled, ...rest } = given;
  return { ...rest, Enabled: String(SSEEnabled) === 'true' };
}

/** Numbers may come as text in templates. */
function throughput(properties: Properties): object | undefined {
  const given = optional<Readonly<Record<string, unknown>>>(properties, 'ProvisionedThroughput');
  return (
    given && Object.fromEntries(Object.entries(given).map(([name, units]) => [name, Number(units)]))
  );
}

function changed(
  names: readonly string[],
  properties: Properties,
  before: Properties,
): Record<string, unknown> {
  return Object.fromEntries(
    names
      .filter((name) => properties[name] !== undefined && differs(name, properties, before))
      .map((name) => [name, properties[name]]),
  );
}

function differs(name: string, properties: Properties, before: Properties): boolean {
  return JSON.stringify(properties[name]) !== JSON.stringify(before[name]);
}
