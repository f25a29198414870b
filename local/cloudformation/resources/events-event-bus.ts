import type { Properties, ResourceHandler } from '../handler.ts';
import { text } from './values.ts';

/** AWS::Events::EventBus. */
export const eventsEventBus: ResourceHandler = {
  type: 'AWS::Events::EventBus',
  properties: [
    'Name',
    'Description',
    'KmsKeyIdentifier',
    'DeadLetterConfig',
    'LogConfig',
    'Policy',
    'Tags',
  ],
  async create(properties, { call }) {
    const name = text(properties, 'Name');
    const { EventBusArn } = await call<{ EventBusArn: string }>('events', 'CreateEventBus', {
      ...settings(properties),
      Name: name,
      Tags: properties.Tags,
    });
    if (properties.Policy)
      await call('events', 'PutPermission', {
        EventBusName: name,
        Policy: JSON.stringify(properties.Policy),
      });
    return { ref: name, attributes: { Arn: EventBusArn, Name: name } };
  },
  async update(made, properties, before, { call }) {
    await call('events', 'UpdateEventBus', { ...settings(properties), Name: made.ref });
    const EventBusName = made.ref;
    if (properties.Policy)
      await call('events', 'PutPermission', {
        EventBusName,
        Policy: JSON.stringify(properties.Policy),
      });
    else if (before.Policy)
      await call('events', 'RemovePermission', { EventBusName, RemoveAllPermissions: true });
    return made;
  },
  async remove(made, _properties, { call }) {
    await call('events', 'DeleteEventBus', { Name: made.ref });
  },
};

function settings({ Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig }: Properties) {
  return { Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig };
}
