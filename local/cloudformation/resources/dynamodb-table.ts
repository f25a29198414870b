import type { ResourceHandler } from '../handler.ts';
import { optional, text } from './values.ts';

/** AWS::DynamoDB::Table. */
export const dynamodbTable: ResourceHandler = {
  type: 'AWS::DynamoDB::Table',
  properties: [
    'TableName',
    'KeySchema',
    'AttributeDefinitions',
    'GlobalSecondaryIndexes',
    'LocalSecondaryIndexes',
    'BillingMode',
    'ProvisionedThroughput',
    'TimeToLiveSpecification',
    'DeletionProtectionEnabled',
    'SSESpecification',
  ],
  withoutEffect: {
    PointInTimeRecoverySpecification: 'the state of a laptop is a file that can be copied',
    Tags: 'tables have no tags here',
  },
  async create(properties, { call, physicalName, cloud }) {
    const { TimeToLiveSpecification, TableName, ...rest } = properties;
    const name = (TableName as string | undefined) ?? physicalName(255);
    await call('dynamodb', 'CreateTable', { ...rest, TableName: name });
    if (TimeToLiveSpecification)
      await call('dynamodb', 'UpdateTimeToLive', { TableName: name, TimeToLiveSpecification });
    return {
      ref: name,
      attributes: { Arn: `arn:aws:dynamodb:${cloud.region}:${cloud.accountId}:table/${name}` },
    };
  },
  async update(made, properties, before, { call }) {
    const ttl = optional<object>(properties, 'TimeToLiveSpecification');
    if (ttl && JSON.stringify(ttl) !== JSON.stringify(before.TimeToLiveSpecification)) {
      await call('dynamodb', 'UpdateTimeToLive', {
        TableName: made.ref,
        TimeToLiveSpecification: ttl,
      });
    }
    return made;
  },
  async remove(made, properties, { call, cloud }) {
    cloud.db.run(
      "UPDATE dynamodb_tables SET settings = '{}' WHERE name = ?",
      text({ name: made.ref, ...properties }, 'name'),
    );
    await call('dynamodb', 'DeleteTable', { TableName: made.ref });
  },
};
