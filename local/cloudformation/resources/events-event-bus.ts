import type { ResourceHandler } from '../handler.ts';
import { text } from './values.ts';

/** AWS::Events::EventBus. */
export const eventsEventBus: ResourceHandler = {
  type: 'AWS::Events::EventBus',
  properties: ['Name', 'Description'],
  withoutEffect: { Tags: 'no policy here reads them' },
  async create(properties, { call }) {
    const name = text(properties, 'Name');
    const { EventBusArn } = await call<{ EventBusArn: string }>('events', 'CreateEventBus', {
      Name: name,
    });
    return { ref: name, attributes: { Arn: EventBusArn, Name: name } };
  },
  update: async (made) => made,
  async remove(made, _properties, { call }) {
    await call('events', 'DeleteEventBus', { Name: made.ref });
  },
};
