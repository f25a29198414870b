import type { Cloud, Delivery } from '../../kernel/index.ts';
import { failureOf, isFinal, toDeadLetters } from '../events/delivery.ts';
import { retryOf } from '../events/routing.ts';
import { sendTo } from '../events/senders.ts';
import { schedulerService } from './check-schedule.ts';
import { plan, removeSchedule, scheduleRow } from './schedules.ts';
import type { ScheduleDefinition, ScheduleName } from './schedules.ts';
import { callUniversal, universalCall } from './universal-target.ts';

/** One invocation of a target. */
export interface Invocation {
  readonly name: Required<ScheduleName>;
  readonly arn: string;
  readonly target: ScheduleDefinition['Target'];
  /** The moment of the schedule, epoch milliseconds. */
  readonly scheduled: number;
  readonly executionId: string;
  /** When it was sent for the first time. */
  readonly born: number;
}

/**
 * A schedule is due: its target is invoked, within its window, and its next run is planned. A
 * schedule that has none may ask to be deleted.
 */
export function fire(name: Required<ScheduleName>, cloud: Cloud): void {
  const row = scheduleRow(name, cloud);
  if (!row) return;
  const definition = JSON.parse(row.definition) as ScheduleDefinition;
  const { MaximumWindowInMinutes: window = 0 } = definition.FlexibleTimeWindow;
  const delaySeconds = Math.floor(cloud.world.random() * window * 60);
  const now = cloud.world.now();
  const invocation: Invocation = {
    name,
    arn: row.arn,
    target: definition.Target,
    scheduled: now,
    executionId: cloud.world.uuid(),
    born: now + delaySeconds * 1000,
  };
  cloud.outbox.send('scheduler.deliver', invocation, {
    delaySeconds,
    retry: retryOf(definition.Target.RetryPolicy),
  });
  const goesOn = plan(row, cloud);
  if (!goesOn && definition.ActionAfterCompletion === 'DELETE') removeSchedule(row, cloud);
}

/** Invokes a target as its role; what cannot be invoked goes to the dead-letter queue. */
export async function deliver(delivery: Delivery<Invocation>): Promise<void> {
  const { payload, cloud } = delivery;
  const input = withContext(payload, delivery.attempt);
  const service = schedulerService(payload.name, cloud);
  try {
    await invoke(payload, input, cloud);
  } catch (error) {
    const final = isFinal(error);
    if (!final && !delivery.lastAttempt) throw error;
    const { target, arn } = payload;
    const about = {
      SCHEDULE_ARN: arn,
      TARGET_ARN: target.Arn,
      IS_PAYLOAD_TRUNCATED: 'false',
      EXECUTION_ID: payload.executionId,
      ...failureOf(error, delivery, final),
    };
    const letter = { input, source: service.arn, ruleArn: arn };
    const role = target.DeadLetterConfig?.Arn
      ? cloud.assumeRole(target.RoleArn ?? '', 'scheduler', service)
      : undefined;
    await toDeadLetters(target.DeadLetterConfig?.Arn, letter, cloud, about, role);
  }
}

async function invoke({ name, target }: Invocation, input: string, cloud: Cloud): Promise<void> {
  const service = schedulerService(name, cloud);
  const role = cloud.assumeRole(target.RoleArn ?? '', 'scheduler', service);
  const universal = universalCall(target.Arn);
  if (universal) await callUniversal(universal, input, role, cloud);
  else await sendTo({ target, input }, role, cloud);
}

/**
 * Scheduler's own placeholders. Source: EventBridge Scheduler user guide,
 * managing-schedule-context-attributes.
 */
function withContext({ target, arn, scheduled, executionId }: Invocation, attempt: number): string {
  return (target.Input ?? '{}')
    .replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll(
      '<aws.scheduler.scheduled-time>',
      new Date(scheduled).toISOString().replace(/\.\d+Z$/, 'Z'),
    )
    .replaceAll('<aws.scheduler.execution-id>', executionId)
    .replaceAll('<aws.scheduler.attempt-number>', String(attempt));
}
