import type { HandlerContext, Made, Properties, ResourceHandler } from '../handler.ts';
import { optional, text } from './values.ts';

/** AWS::Events::EventBusPolicy: one statement of the policy of a bus. */
export const eventsEventBusPolicy: ResourceHandler = {
  type: 'AWS::Events::EventBusPolicy',
  properties: ['EventBusName', 'StatementId', 'Statement', 'Action', 'Principal', 'Condition'],
  create: put,
  update: async (_made, properties, _before, context) => put(properties, context),
  async remove(_made, properties, { call }) {
    await call('events', 'RemovePermission', {
      EventBusName: properties.EventBusName,
      StatementId: properties.StatementId,
    });
  },
};

async function put(properties: Properties, { call }: HandlerContext): Promise<Made> {
  const StatementId = text(properties, 'StatementId');
  const { EventBusName, Statement } = properties;
  const id = `${optional<string>(properties, 'EventBusName') ?? 'default'}|${StatementId}`;
  if (Statement === undefined) {
    const { Action, Principal, Condition } = properties;
    await call('events', 'PutPermission', {
      EventBusName,
      StatementId,
      Action,
      Principal,
      Condition,
    });
    return { ref: id, attributes: {} };
  }
  const { Policy = '{"Statement": []}' } = await call<{ Policy?: string }>(
    'events',
    'DescribeEventBus',
    { Name: EventBusName },
  );
  const { Statement: known } = JSON.parse(Policy) as { Statement: { Sid?: string }[] };
  const policy = {
    Version: '2012-10-17',
    Statement: [
      ...known.filter(({ Sid }) => Sid !== StatementId),
      { Sid: StatementId, ...(Statement as object) },
    ],
  };
  await call('events', 'PutPermission', { EventBusName, Policy: JSON.stringify(policy) });
  return { ref: id, attributes: {} };
}
