import type { HandlerContext, Properties, ResourceHandler } from '../handler.ts';
import { optional } from './values.ts';

/** AWS::Scheduler::Schedule. */
export const schedulerSchedule: ResourceHandler = {
  type: 'AWS::Scheduler::Schedule',
  properties: [
    'Name',
    'GroupName',
    'ScheduleExpression',
    'ScheduleExpressionTimezone',
    'StartDate',
    'EndDate',
    'State',
    'FlexibleTimeWindow',
    'Target',
    'Description',
    'KmsKeyArn',
  ],
  async create(properties, context) {
    const Name = optional<string>(properties, 'Name') ?? context.physicalName(64);
    const { ScheduleArn } = await context.call<{ ScheduleArn: string }>(
      'scheduler',
      'CreateSchedule',
      { ...properties, Name },
    );
    return { ref: Name, attributes: { Arn: ScheduleArn } };
  },
  async update(made, properties, _before, context) {
    await context.call('scheduler', 'UpdateSchedule', named(made.ref, properties));
    return made;
  },
  async remove(made, properties, context: HandlerContext) {
    await context.call('scheduler', 'DeleteSchedule', {
      Name: made.ref,
      GroupName: properties.GroupName,
    });
  },
};

function named(Name: string, properties: Properties): object {
  return { ...properties, Name };
}
