import type { Made, Properties, ResourceHandler } from '../handler.ts';
import type { Cloud } from '../../kernel/index.ts';
import { optional, tagObject } from './values.ts';

/** Properties that are attributes of the API by the same name. */
const ATTRIBUTES = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'FifoQueue',
  'ContentBasedDeduplication',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'SqsManagedSseEnabled',
];

/** AWS::SQS::Queue. */
export const sqsQueue: ResourceHandler = {
  type: 'AWS::SQS::Queue',
  properties: ['QueueName', 'Tags', ...ATTRIBUTES],
  async create(properties, { call, physicalName, cloud }) {
    const fifo = String(properties.FifoQueue) === 'true';
    const name =
      optional<string>(properties, 'QueueName') ??
      (fifo ? `${physicalName(75)}.fifo` : physicalName(80));
    const { QueueUrl } = await call<{ QueueUrl: string }>('sqs', 'CreateQueue', {
      QueueName: name,
      Attributes: attributes(properties),
      tags: tagObject(properties),
    });
    return made(QueueUrl, name, cloud);
  },
  async update(old, properties, _before, { call }) {
    await call('sqs', 'SetQueueAttributes', {
      QueueUrl: old.ref,
      Attributes: attributes(properties),
    });
    return old;
  },
  async remove(old, _properties, { call }) {
    await call('sqs', 'DeleteQueue', { QueueUrl: old.ref });
  },
};

function made(url: string, name: string, cloud: Cloud): Made {
  return {
    ref: url,
    attributes: {
      Arn: `arn:aws:sqs:${cloud.region}:${cloud.accountId}:${name}`,
      QueueName: name,
      QueueUrl: url,
    },
  };
}

function attributes(properties: Properties): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ATTRIBUTES.filter((name) => properties[name] !== undefined).map((name) => [
      name,
      typeof properties[name] === 'object'
        ? JSON.stringify(properties[name])
        : String(properties[name]),
    ]),
  );
}
