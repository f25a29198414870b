import type { Properties, ResourceHandler } from '../handler.ts';
import { text } from './values.ts';

/** Properties that are attributes of the API by the same name. */
const ATTRIBUTES = [
  'DeliveryPolicy',
  'FilterPolicy',
  'FilterPolicyScope',
  'RawMessageDelivery',
  'RedrivePolicy',
];

/** Properties whose change makes another subscription. */
const IDENTITY = ['TopicArn', 'Protocol', 'Endpoint'];

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
      ReturnSubscriptionArn: true,
    });
    return { ref: SubscriptionArn, attributes: { Arn: SubscriptionArn } };
  },
  async update(made, properties, before, context) {
    if (IDENTITY.some((name) => properties[name] !== before[name])) {
      await context.call('sns', 'Unsubscribe', { SubscriptionArn: made.ref });
      return snsSubscription.create(properties, context);
    }
    const gone = Object.keys(attributes(before)).map((name) => [name, '']);
    const wanted = { ...Object.fromEntries(gone), ...attributes(properties) };
    for (const [AttributeName, AttributeValue] of Object.entries(wanted)) {
      const input = { SubscriptionArn: made.ref, AttributeName, AttributeValue };
      await context.call('sns', 'SetSubscriptionAttributes', input);
    }
    return made;
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
