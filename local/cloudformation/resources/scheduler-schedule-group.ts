import type { ResourceHandler } from '../handler.ts';
import { optional } from './values.ts';

/** AWS::Scheduler::ScheduleGroup. */
export const schedulerScheduleGroup: ResourceHandler = {
  type: 'AWS::Scheduler::ScheduleGroup',
  properties: ['Name', 'Tags'],
  async create(properties, context) {
    const Name = optional<string>(properties, 'Name') ?? context.physicalName(64);
    const { ScheduleGroupArn } = await context.call<{ ScheduleGroupArn: string }>(
      'scheduler',
      'CreateScheduleGroup',
      { Name, Tags: properties.Tags },
    );
    return { ref: Name, attributes: { Arn: ScheduleGroupArn, State: 'ACTIVE' } };
  },
  async remove(made, _properties, { call }) {
    await call('scheduler', 'DeleteScheduleGroup', { Name: made.ref });
  },
};
