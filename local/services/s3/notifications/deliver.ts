import type { Cloud, Delivery, Principal } from '../../../kernel/index.ts';
import type { EventContext } from '../events.ts';
import type { Subscriber } from './configuration.ts';

/** A message on its way to a queue, a topic or a function. */
interface Notification {
  readonly arn: string;
  readonly bucket: string;
  readonly body: string;
  /** The trace header of the request that caused it. @default - it had none */
  readonly trace?: string;
}

/** Sends a record to a subscriber, after commit. */
export function notify(
  { arn }: Subscriber,
  bucket: string,
  record: object,
  { cloud, http }: EventContext,
): void {
  const trace = http?.request.headers['x-amzn-trace-id'];
  const notification: Notification = {
    arn,
    bucket,
    body: JSON.stringify({ Records: [record] }),
    trace: typeof trace === 'string' ? trace : undefined,
  };
  cloud.outbox.send('s3.notify', notification);
}

/** Performs what `notify` asked for. */
export async function deliverNotification({
  payload,
  cloud,
}: Delivery<Notification>): Promise<void> {
  await send(payload, cloud);
}

/** Sends S3's test event, which also shows whether S3 may send at all. */
export async function sendTestEvent(
  arn: string,
  bucket: string,
  { cloud, requestId }: EventContext,
): Promise<void> {
  if (arn.split(':')[2] === 'lambda') {
    await cloud.call(
      'lambda',
      'Invoke',
      { FunctionName: arn, InvocationType: 'DryRun' },
      asS3(bucket, cloud),
    );
    return;
  }
  const body = JSON.stringify({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: new Date(cloud.world.now()).toISOString(),
    Bucket: bucket,
    RequestId: requestId,
    HostId: requestId,
  });
  await send({ arn, bucket, body }, cloud);
}

async function send({ arn, bucket, body, trace }: Notification, cloud: Cloud): Promise<void> {
  const principal = asS3(bucket, cloud);
  const [, , service, , account, name] = arn.split(':');
  if (service === 'sqs') {
    await cloud.call(
      'sqs',
      'SendMessage',
      {
        QueueUrl: `${cloud.endpoint}/${account}/${name}`,
        MessageBody: body,
        MessageSystemAttributes: trace
          ? { AWSTraceHeader: { DataType: 'String', StringValue: trace } }
          : undefined,
      },
      principal,
    );
  } else if (service === 'sns') {
    await cloud.call(
      'sns',
      'Publish',
      { TopicArn: arn, Message: body, Subject: 'Amazon S3 Notification' },
      principal,
    );
  } else {
    await cloud.call(
      'lambda',
      'Invoke',
      { FunctionName: arn, InvocationType: 'Event', Payload: body },
      principal,
    );
  }
}

function asS3(bucket: string, cloud: Cloud): Principal {
  return {
    kind: 'service',
    arn: 's3.amazonaws.com',
    accountId: cloud.accountId,
    sourceArn: `arn:aws:s3:::${bucket}`,
  };
}
