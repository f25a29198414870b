import type { Made, Properties, ResourceHandler } from '../handler.ts';
import type { Cloud } from '../../kernel/index.ts';
import { DEFAULT_ATTRIBUTES, FIFO_DEFAULTS } from '../../services/sqs/queues.ts';
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
  'DeduplicationScope',
  'FifoThroughputLimit',
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
  async update(old, properties, before, { call }) {
    const QueueUrl = old.ref;
    const Attributes = { ...withDefaults(before), ...attributes(properties) };
    if (Object.keys(Attributes).length > 0)
      await call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes });
    const [tags, given] = [tagObject(properties), tagObject(before)];
    const TagKeys = Object.keys(given).filter((key) => tags[key] === undefined);
    if (TagKeys.length > 0) await call('sqs', 'UntagQueue', { QueueUrl, TagKeys });
    if (Object.keys(tags).length > 0) await call('sqs', 'TagQueue', { QueueUrl, Tags: tags });
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

/** What an attribute is again when the template names it no longer; policies and keys go. */
function withDefaults(before: Properties): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.keys(attributes(before))
      .filter((name) => name !== 'KmsDataKeyReusePeriodSeconds' && name !== 'FifoQueue')
      .map((name) => [name, DEFAULT_ATTRIBUTES[name] ?? FIFO_DEFAULTS[name] ?? '']),
  );
}

function attributes(properties: Properties): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ATTRIBUTES.filter((name) => isGiven(properties, name)).map((name) => [
      name,
      typeof properties[name] === 'object'
        ? JSON.stringify(properties[name])
        : String(properties[name]),
    ]),
  );
}

/** A template may say that a queue is no FIFO queue; the API may not be told so. */
function isGiven(properties: Properties, name: string): boolean {
  return (
    properties[name] !== undefined &&
    !(name === 'FifoQueue' && String(properties[name]) === 'false')
  );
}
