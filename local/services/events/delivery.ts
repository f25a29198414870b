import { AwsError } from '../../errors.ts';
import type { Cloud, Delivery, Principal } from '../../kernel/index.ts';
import { queueUrl, sendTo } from './senders.ts';
import type { Sent } from './senders.ts';
import type { Target } from './targets.ts';

/** One event on its way to one target. */
export interface TargetDelivery extends Sent {
  readonly ruleArn: string;
  readonly target: Target;
  /** The service that delivers, for trust and resource policies. */
  readonly source: string;
  /** When it was sent for the first time, epoch milliseconds. */
  readonly born: number;
}

/**
 * Delivers to a target; what is not allowed or not there goes to the dead-letter queue at once, the
 * rest is retried.
 */
export async function deliver(delivery: Delivery<TargetDelivery>): Promise<void> {
  const { payload, cloud } = delivery;
  try {
    await sendTo(payload, principalOf(payload, cloud), cloud);
    count('Invocations', payload, cloud);
  } catch (error) {
    const final = isFinal(error);
    if (!final && !delivery.lastAttempt) throw error;
    count('FailedInvocations', payload, cloud);
    const rule = { RULE_ARN: payload.ruleArn, TARGET_ARN: payload.target.Arn };
    await toDeadLetters(payload.target.DeadLetterConfig?.Arn, payload, cloud, {
      ...rule,
      ...failureOf(error, delivery, final),
    });
  }
}

/**
 * Missing permissions and missing targets are not retried. Source: EventBridge user guide,
 * eb-rule-dlq.
 */
export function isFinal(error: unknown): boolean {
  return (
    error instanceof AwsError &&
    /AccessDenied|AuthorizationError|NotFound|DoesNotExist|NonExistent|NoSuch|ValidationException/.test(
      error.code,
    )
  );
}

/** What a dead letter says of the failure. */
export function failureOf(
  error: unknown,
  {
    payload,
    attempt,
    cloud,
  }: Delivery<{ readonly born: number; readonly target: Omit<Target, 'Id'> }>,
  final: boolean,
): Readonly<Record<string, string>> {
  const age = (cloud.world.now() - payload.born) / 1000;
  const maxAge = payload.target.RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400;
  const exhausted = age >= maxAge ? 'MaximumEventAgeInSeconds' : 'MaximumRetryAttempts';
  return {
    ERROR_CODE: error instanceof AwsError ? error.code : 'SDK_CLIENT_ERROR',
    ERROR_MESSAGE: error instanceof Error ? error.message : String(error),
    ...(final ? {} : { EXHAUSTED_RETRY_CONDITION: exhausted }),
    ...(attempt > 1 ? { RETRY_ATTEMPTS: String(attempt - 1) } : {}),
  };
}

/** Sends what could not be delivered to a queue, where there is one. */
export async function toDeadLetters(
  queue: string | undefined,
  { input, source, ruleArn }: Pick<TargetDelivery, 'input' | 'source' | 'ruleArn'>,
  cloud: Cloud,
  about: Readonly<Record<string, string>>,
  principal: Principal = serviceOf(source, ruleArn, cloud),
): Promise<void> {
  if (!queue) return;
  const MessageAttributes = Object.fromEntries(
    Object.entries(about).map(([name, value]) => [
      name,
      { DataType: 'String', StringValue: value },
    ]),
  );
  const message = { QueueUrl: queueUrl(queue, cloud), MessageBody: input, MessageAttributes };
  await cloud.call('sqs', 'SendMessage', message, principal);
}

function principalOf({ target, ruleArn, source }: TargetDelivery, cloud: Cloud): Principal {
  const service = serviceOf(source, ruleArn, cloud);
  return target.RoleArn === undefined
    ? service
    : cloud.assumeRole(target.RoleArn, 'events', service);
}

function serviceOf(arn: string, sourceArn: string, cloud: Cloud): Principal {
  return { kind: 'service', arn, accountId: cloud.accountId, sourceArn };
}

function count(name: string, { ruleArn }: TargetDelivery, cloud: Cloud): void {
  cloud.telemetry.metrics([
    {
      namespace: 'AWS/Events',
      name,
      dimensions: { RuleName: ruleArn.slice(ruleArn.lastIndexOf('/') + 1) },
      value: 1,
      unit: 'Count',
    },
  ]);
}
