import type { Properties, ResourceHandler } from '../handler.ts';
import { text } from './values.ts';

/** Properties that are attributes of the API by the same name. */
const ATTRIBUTES = ['FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery', 'RedrivePolicy'];

/** AWS::SNS::Subscription. */
export const snsSubscription: ResourceHandler = {
  type: 'AWS::SNS::Subscription',
  properties: ['TopicArn', 'Protocol', 'Endpoint', 'Region', ...ATTRIBUTES],
  async create(properties, { call }) {
    const { SubscriptionArn } = await call<{ SubscriptionArn: string }>('sns', 'Subscribe', {
      TopicArn: text(properties, 'TopicArn'),
      Protocol: text(properties, 'Protocol'),
      Endpoint: text(properties, 'Endpoint'),
      Attributes: attributes(properties),
    });
    return { ref: SubscriptionArn, attributes: { Arn: SubscriptionArn } };
  },
  async remove(made, _properties, { call }) {
    await call('sns', 'Unsubscribe', { SubscriptionArn: made.ref });
  },
};

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
