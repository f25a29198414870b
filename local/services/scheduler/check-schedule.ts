import { AwsError } from '../../errors.ts';
import type { Cloud, Principal } from '../../kernel/index.ts';
import { refuseForeignSettings, requireKnownTarget } from '../events/senders.ts';
import { groupNamed } from './groups.ts';
import { scheduleArn, scheduleOf } from './schedules.ts';
import type { ScheduleDefinition } from './schedules.ts';
import { isTimeZone } from './time-zone.ts';
import { universalCall } from './universal-target.ts';

/** Throws AWS's ValidationException for what CreateSchedule and UpdateSchedule do not take. */
export function checkSchedule(input: ScheduleDefinition, cloud: Cloud): void {
  scheduleOf(input.ScheduleExpression);
  const { ScheduleExpressionTimezone: timezone = 'UTC', FlexibleTimeWindow: window } = input;
  if (!isTimeZone(timezone)) throw invalid(`Invalid Schedule Expression Timezone ${timezone}.`);
  if ((window.Mode === 'FLEXIBLE') !== (window.MaximumWindowInMinutes !== undefined))
    throw invalid(
      'MaximumWindowInMinutes must be set if the mode of FlexibleTimeWindow is FLEXIBLE, and only then.',
    );
  if (input.StartDate && input.EndDate && new Date(input.EndDate) <= new Date(input.StartDate))
    throw invalid('The EndDate must come after the StartDate.');
  groupNamed(input.GroupName ?? 'default', cloud);
  checkTarget(input, cloud);
}

function checkTarget(input: ScheduleDefinition, cloud: Cloud): void {
  const { Arn, Input } = input.Target;
  refuseForeignSettings(input.Target);
  if (universalCall(Arn)) {
    if (Input !== undefined && !isObject(Input))
      throw invalid('Invalid Input: it has to be a JSON object of the parameters of the call.');
  } else requireKnownTarget(Arn);
  if (Arn.split(':')[2] === 'events' && !input.Target.EventBridgeParameters)
    throw invalid('EventBridgeParameters must be specified for an event bus target.');
  try {
    cloud.assumeRole(input.Target.RoleArn ?? '', 'scheduler', schedulerService(input, cloud));
  } catch (cause) {
    throw new AwsError(
      'ValidationException',
      'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
      { cause },
    );
  }
}

/** Scheduler itself, on behalf of a schedule. */
export function schedulerService(
  name: Pick<ScheduleDefinition, 'Name' | 'GroupName'>,
  cloud: Cloud,
): Principal {
  return {
    kind: 'service',
    arn: 'scheduler.amazonaws.com',
    accountId: cloud.accountId,
    sourceArn: scheduleArn(name, cloud),
  };
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
