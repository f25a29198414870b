import type { HandlerContext, Properties, ResourceHandler } from '../handler.ts';
import { optional, tagObject } from './values.ts';

/** Properties that are attributes of the API by the same name. */
const ATTRIBUTES = [
  'DisplayName',
  'KmsMasterKeyId',
  'FifoTopic',
  'ContentBasedDeduplication',
  'FifoThroughputScope',
  'SignatureVersion',
  'TracingConfig',
];

/** Attributes that a topic keeps for ever. */
const FIXED = new Set(['FifoTopic']);

/** AWS::SNS::Topic. */
export const snsTopic: ResourceHandler = {
  type: 'AWS::SNS::Topic',
  properties: ['TopicName', 'Subscription', 'Tags', ...ATTRIBUTES],
  async create(properties, context) {
    const fifo = String(properties.FifoTopic) === 'true';
    const name =
      optional<string>(properties, 'TopicName') ??
      `${context.physicalName(200)}${fifo ? '.fifo' : ''}`;
    const { TopicArn } = await context.call<{ TopicArn: string }>('sns', 'CreateTopic', {
      Name: name,
      Attributes: attributes(properties),
      Tags: tagList(properties),
    });
    await subscribe(TopicArn, properties, context);
    return { ref: TopicArn, attributes: { TopicArn, TopicName: name } };
  },
  async update(made, properties, before, context) {
    const gone = Object.keys(attributes(before)).map((name) => [name, '']);
    const wanted = { ...Object.fromEntries(gone), ...attributes(properties) };
    for (const [AttributeName, AttributeValue] of Object.entries(wanted)) {
      if (FIXED.has(AttributeName)) continue;
      const input = { TopicArn: made.ref, AttributeName, AttributeValue };
      await context.call('sns', 'SetTopicAttributes', input);
    }
    await retag(made.ref, properties, before, context);
    await subscribe(made.ref, properties, context);
    return made;
  },
  async remove(made, _properties, { call }) {
    await call('sns', 'DeleteTopic', { TopicArn: made.ref });
  },
};

function attributes(properties: Properties): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ATTRIBUTES.filter((name) => properties[name] !== undefined).map((name) => [
      name,
      String(properties[name]),
    ]),
  );
}

function tagList(properties: Properties): { Key: string; Value: string }[] {
  return Object.entries(tagObject(properties)).map(([Key, Value]) => ({ Key, Value }));
}

async function retag(
  ResourceArn: string,
  properties: Properties,
  before: Properties,
  { call }: HandlerContext,
): Promise<void> {
  const tags = tagObject(properties);
  const TagKeys = Object.keys(tagObject(before)).filter((key) => tags[key] === undefined);
  if (TagKeys.length > 0) await call('sns', 'UntagResource', { ResourceArn, TagKeys });
  if (Object.keys(tags).length > 0)
    await call('sns', 'TagResource', { ResourceArn, Tags: tagList(properties) });
}

async function subscribe(
  TopicArn: string,
  properties: Properties,
  { call }: HandlerContext,
): Promise<void> {
  for (const subscription of optional<readonly object[]>(properties, 'Subscription') ?? [])
    await call('sns', 'Subscribe', { TopicArn, ...subscription });
}
