import type { HandlerContext, Properties, ResourceHandler } from '../handler.ts';
import { optional, policyText } from './values.ts';

/** AWS::SNS::TopicPolicy: replaces a topic's policy, the default one included. */
export const snsTopicPolicy: ResourceHandler = {
  type: 'AWS::SNS::TopicPolicy',
  properties: ['PolicyDocument', 'Topics'],
  async create(properties, context) {
    await write(properties, context);
    return { ref: context.physicalName(), attributes: { Id: context.logicalId } };
  },
  async update(made, properties, _before, context) {
    await write(properties, context);
    return made;
  },
  // A topic without a policy does not exist: it stays until the topic goes.
  remove: async () => {},
};

async function write(properties: Properties, { call }: HandlerContext): Promise<void> {
  for (const TopicArn of optional<readonly string[]>(properties, 'Topics') ?? []) {
    await call('sns', 'SetTopicAttributes', {
      TopicArn,
      AttributeName: 'Policy',
      AttributeValue: policyText(properties.PolicyDocument),
    });
  }
}
