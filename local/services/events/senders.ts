import { AwsError, NotEmulated } from '../../errors.ts';
import type { Cloud, Principal } from '../../kernel/index.ts';
import { busName, busPermission, requireBus } from './buses.ts';
import { route } from './routing.ts';
import type { BusEvent } from './routing.ts';
import type { Target } from './targets.ts';

/** What is sent to a target: JSON text. */
export interface Sent {
  readonly target: Omit<Target, 'Id'>;
  readonly input: string;
}

/** Sends the input to a target as the principal. */
type Send = (sent: Sent, principal: Principal, cloud: Cloud) => Promise<unknown>;

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
  logs: toLogGroup,
  events: toBus,
};

/** Throws unless targets of this kind are offered. */
export function requireKnownTarget(arn: string): void {
  if (SENDERS[serviceOf(arn)]) return;
  throw new NotEmulated(`the target ${arn}`, `there are: ${Object.keys(SENDERS).join(', ')}`);
}

/** Settings of kinds of targets that are not offered. */
const FOREIGN = [
  ...['AppSyncParameters', 'BatchParameters', 'EcsParameters', 'HttpParameters'],
  ...['KinesisParameters', 'RedshiftDataParameters', 'RunCommandParameters'],
  'SageMakerPipelineParameters',
];

/** Throws where a target has settings that would have no effect here. */
export function refuseForeignSettings(target: object): void {
  const foreign = FOREIGN.find((name) => name in target && target[name as never] !== undefined);
  if (foreign) throw new NotEmulated(`${foreign} of a target`, 'no target here takes them');
}

/** Sends to a target of any kind. */
export async function sendTo(sent: Sent, principal: Principal, cloud: Cloud): Promise<void> {
  await SENDERS[serviceOf(sent.target.Arn)]!(sent, principal, cloud);
}

/** URL of the queue of an ARN. */
export function queueUrl(arn: string, cloud: Cloud): string {
  return `${cloud.endpoint}/${cloud.accountId}/${arn.slice(arn.lastIndexOf(':') + 1)}`;
}

/** A stream of its own for every event, as EventBridge makes them. */
async function toLogGroup({ target, input }: Sent, principal: Principal, cloud: Cloud) {
  const stream = {
    logGroupName: target.Arn.split(':log-group:')[1]?.replace(/:\*$/, ''),
    logStreamName: cloud.world.uuid(),
  };
  await cloud.call('logs', 'CreateLogStream', stream, principal);
  const logEvents = [{ timestamp: cloud.world.now(), message: input }];
  await cloud.call('logs', 'PutLogEvents', { ...stream, logEvents }, principal);
}

/** From bus to bus an event stays as it is; Scheduler's input becomes the detail of a new one. */
async function toBus({ target, input }: Sent, principal: Principal, cloud: Cloud) {
  const { Arn, EventBridgeParameters: made } = target;
  if (made) {
    const entry = {
      EventBusName: Arn,
      Source: made.Source,
      DetailType: made.DetailType,
      Detail: input,
    };
    await cloud.call('events', 'PutEvents', { Entries: [entry] }, principal);
    return;
  }
  const bus = busName(Arn);
  const event = JSON.parse(input) as BusEvent;
  const context = {
    'events:source': String(event.source),
    'events:detail-type': String(event['detail-type']),
    'events:eventBusInvocation': 'true',
  };
  cloud.authorize(principal, busPermission('PutEvents', bus, cloud, context));
  if (typeof event.detail !== 'object' || event['detail-type'] === undefined)
    throw new AwsError('ValidationException', 'The target of an event bus takes events only.');
  cloud.db.transaction(() => {
    requireBus(bus, cloud);
    route(bus, event, cloud);
  });
}

function serviceOf(arn: string): string {
  return arn.split(':')[2] ?? '';
}
