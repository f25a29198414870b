import type { HandlerContext, Properties, ResourceHandler } from '../handler.ts';
import { optional } from './values.ts';

/** AWS::SNS::Topic. */
export const snsTopic: ResourceHandler = {
  type: 'AWS::SNS::Topic',
  properties: [
    'TopicName',
    'DisplayName',
    'KmsMasterKeyId',
    'Subscription',
    'FifoTopic',
    'ContentBasedDeduplication',
  ],
  withoutEffect: { Tags: 'no policy here reads them', TracingConfig: 'there is no X-Ray here' },
  async create(properties, context) {
    const name = optional<string>(properties, 'TopicName') ?? context.physicalName(200);
    const { TopicArn } = await context.call<{ TopicArn: string }>('sns', 'CreateTopic', {
      Name: name,
      Attributes: attributes(properties),
    });
    await subscribe(TopicArn, properties, context);
    return { ref: TopicArn, attributes: { TopicArn, TopicName: name } };
  },
  async update(made, properties, _before, context) {
    for (const [AttributeName, AttributeValue] of Object.entries(attributes(properties))) {
      await context.call('sns', 'SetTopicAttributes', {
        TopicArn: made.ref,
        AttributeName,
        AttributeValue,
      });
    }
    await subscribe(made.ref, properties, context);
    return made;
  },
  async remove(made, _properties, { call }) {
    await call('sns', 'DeleteTopic', { TopicArn: made.ref });
  },
};

function attributes(properties: Properties): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ['DisplayName', 'KmsMasterKeyId']
      .filter((name) => properties[name] !== undefined)
      .map((name) => [name, String(properties[name])]),
  );
}

async function subscribe(
  TopicArn: string,
  properties: Properties,
  { call }: HandlerContext,
): Promise<void> {
  for (const subscription of optional<readonly object[]>(properties, 'Subscription') ?? [])
    await call('sns', 'Subscribe', { TopicArn, ...subscription });
}
