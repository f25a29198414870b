import { AwsError, NotEmulated } from '../../errors.ts';
import type { Cloud, Delivery, Principal } from '../../kernel/index.ts';
import type { Target } from './rules.ts';

/** One event on its way to one target. */
export interface TargetDelivery {
  readonly ruleArn: string;
  readonly target: Target;
  /** JSON text. */
  readonly input: string;
  /** The service that delivers, for trust and resource policies. */
  readonly source: string;
}

/** Sends the input to a target as the principal. */
type Send = (delivery: TargetDelivery, principal: Principal, cloud: Cloud) => Promise<unknown>;

/** How each kind of target is called, by the service in its ARN. */
const SENDERS: Readonly<Record<string, Send>> = {
  lambda: ({ target, input }, principal, cloud) =>
    cloud.call(
      'lambda',
      'Invoke',
      { FunctionName: target.Arn, InvocationType: 'Event', Payload: input },
      principal,
    ),
  sqs: ({ target, input }, principal, cloud) =>
    cloud.call(
      'sqs',
      'SendMessage',
      {
        QueueUrl: queueUrl(target.Arn, cloud),
        MessageBody: input,
        MessageGroupId: target.SqsParameters?.MessageGroupId,
      },
      principal,
    ),
  sns: ({ target, input }, principal, cloud) =>
    cloud.call('sns', 'Publish', { TopicArn: target.Arn, Message: input }, principal),
  states: ({ target, input }, principal, cloud) =>
    cloud.call('states', 'StartExecution', { stateMachineArn: target.Arn, input }, principal),
  events: ({ target, input }, principal, cloud) => {
    const { EventBridgeParameters: made } = target;
    if (made) {
      return cloud.call(
        'events',
        'PutEvents',
        {
          Entries: [
            {
              EventBusName: target.Arn,
              Source: made.Source,
              DetailType: made.DetailType,
              Detail: input,
            },
          ],
        },
        principal,
      );
    }
    const event = JSON.parse(input) as {
      source?: string;
      'detail-type'?: string;
      detail?: unknown;
      resources?: string[];
    };
    return cloud.call(
      'events',
      'PutEvents',
      {
        Entries: [
          {
            EventBusName: target.Arn,
            Source: event.source,
            DetailType: event['detail-type'],
            Detail: JSON.stringify(event.detail),
            Resources: event.resources,
          },
        ],
      },
      principal,
    );
  },
};

/** Throws unless targets of this kind are offered. */
export function requireKnownTarget(arn: string): void {
  if (!SENDERS[serviceOf(arn)])
    throw new NotEmulated(
      `the target ${arn} of a rule`,
      `there are: ${Object.keys(SENDERS).join(', ')}`,
    );
}

/**
 * Delivers to a target; what is not allowed or not there goes to the dead-letter queue at once, the
 * rest is retried.
 */
export async function deliver({
  payload,
  cloud,
  lastAttempt,
}: Delivery<TargetDelivery>): Promise<void> {
  try {
    await SENDERS[serviceOf(payload.target.Arn)]!(payload, principalOf(payload, cloud), cloud);
  } catch (error) {
    const final = error instanceof AwsError && isFinal(error);
    if (!final && !lastAttempt) throw error;
    await toDeadLetters(payload, error, cloud);
  }
}

function principalOf({ target, ruleArn, source }: TargetDelivery, cloud: Cloud): Principal {
  const service: Principal = {
    kind: 'service',
    arn: source,
    accountId: cloud.accountId,
    sourceArn: ruleArn,
  };
  return target.RoleArn === undefined
    ? service
    : cloud.assumeRole(target.RoleArn, 'events', service);
}

/**
 * Missing permissions and missing targets are not retried. Source: EventBridge user guide,
 * eb-rule-dlq.
 */
function isFinal({ code }: AwsError): boolean {
  return /AccessDenied|AuthorizationError|NotFound|DoesNotExist|NoSuch|ValidationException/.test(
    code,
  );
}

async function toDeadLetters(
  { target, ruleArn, input }: TargetDelivery,
  error: unknown,
  cloud: Cloud,
): Promise<void> {
  cloud.telemetry.metric({
    namespace: 'AWS/Events',
    name: 'FailedInvocations',
    dimensions: { RuleName: ruleArn.slice(ruleArn.lastIndexOf('/') + 1) },
    value: 1,
    unit: 'Count',
  });
  const queue = target.DeadLetterConfig?.Arn;
  if (!queue) return;
  const text = (value: string) => ({ DataType: 'String', StringValue: value });
  await cloud.call(
    'sqs',
    'SendMessage',
    {
      QueueUrl: queueUrl(queue, cloud),
      MessageBody: input,
      MessageAttributes: {
        RULE_ARN: text(ruleArn),
        TARGET_ARN: text(target.Arn),
        ERROR_CODE: text(error instanceof AwsError ? error.code : 'SDK_CLIENT_ERROR'),
        ERROR_MESSAGE: text(error instanceof Error ? error.message : String(error)),
      },
    },
    {
      kind: 'service',
      arn: 'events.amazonaws.com',
      accountId: cloud.accountId,
      sourceArn: ruleArn,
    },
  );
}

function queueUrl(arn: string, cloud: Cloud): string {
  return `${cloud.endpoint}/${cloud.accountId}/${arn.slice(arn.lastIndexOf(':') + 1)}`;
}

function serviceOf(arn: string): string {
  return arn.split(':')[2] ?? '';
}
