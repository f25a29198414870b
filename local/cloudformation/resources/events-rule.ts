import { busName } from '../../services/events/buses.ts';
import type { HandlerContext, Made, Properties, ResourceHandler } from '../handler.ts';
import { optional } from './values.ts';

interface TemplateTarget {
  readonly Id: string;
  readonly [member: string]: unknown;
}

/** AWS::Events::Rule. */
export const eventsRule: ResourceHandler = {
  type: 'AWS::Events::Rule',
  properties: [
    'Name',
    'EventBusName',
    'EventPattern',
    'ScheduleExpression',
    'State',
    'Description',
    'Targets',
    'RoleArn',
    'Tags',
  ],
  create: async (properties, context) =>
    write(
      optional<string>(properties, 'Name') ?? context.physicalName(64),
      properties,
      {},
      context,
    ),
  update: async (made, properties, before, context) =>
    write(String(made.attributes.Name), properties, before, context),
  async remove(made, properties, { call }) {
    const EventBusName = optional<string>(properties, 'EventBusName');
    const Name = String(made.attributes.Name);
    const Ids = (optional<readonly TemplateTarget[]>(properties, 'Targets') ?? []).map(
      ({ Id }) => Id,
    );
    if (Ids.length > 0) await call('events', 'RemoveTargets', { Rule: Name, EventBusName, Ids });
    await call('events', 'DeleteRule', { Name, EventBusName });
  },
};

async function write(
  Name: string,
  properties: Properties,
  before: Properties,
  { call }: HandlerContext,
): Promise<Made> {
  const EventBusName = optional<string>(properties, 'EventBusName');
  const { RuleArn } = await call<{ RuleArn: string }>('events', 'PutRule', {
    Name,
    EventBusName,
    EventPattern: properties.EventPattern ? JSON.stringify(properties.EventPattern) : undefined,
    ScheduleExpression: properties.ScheduleExpression,
    State: properties.State,
    Description: properties.Description,
    RoleArn: properties.RoleArn,
    Tags: properties.Tags,
  });
  const targets = optional<readonly TemplateTarget[]>(properties, 'Targets') ?? [];
  const gone = (optional<readonly TemplateTarget[]>(before, 'Targets') ?? []).filter(
    ({ Id }) => !targets.some((target) => target.Id === Id),
  );
  if (gone.length > 0)
    await call('events', 'RemoveTargets', {
      Rule: Name,
      EventBusName,
      Ids: gone.map(({ Id }) => Id),
    });
  if (targets.length > 0)
    await call('events', 'PutTargets', { Rule: Name, EventBusName, Targets: targets });
  const bus = busName(EventBusName);
  return { ref: bus === 'default' ? Name : `${bus}|${Name}`, attributes: { Arn: RuleArn, Name } };
}
