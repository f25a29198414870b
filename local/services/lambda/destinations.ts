import { AwsError } from '../../errors.ts';
import type { Cloud } from '../../kernel/index.ts';
import { roleOf } from './functions.ts';
import type { LambdaFunction } from './functions.ts';

/** What a queue or a topic gets beside the body. */
export type MessageAttributes = Readonly<
  Record<string, { readonly DataType: string; readonly StringValue: string }>
>;

/** What is sent to a destination. */
export interface DestinationMessage {
  readonly body: string;
  /** Trace header. @default - none */
  readonly trace?: string;
  readonly attributes?: MessageAttributes;
}

/** Sends to a destination with the function's own role, as Lambda does; queues get the trace too. */
export async function sendTo(
  arn: string,
  { body, trace, attributes }: DestinationMessage,
  fn: LambdaFunction,
  cloud: Cloud,
): Promise<void> {
  const role = roleOf(fn, cloud);
  const [, , service, , account, ...rest] = arn.split(':');
  const call = (api: string, action: string, input: object) => cloud.call(api, action, input, role);
  if (service === 'sqs') {
    await call('sqs', 'SendMessage', {
      QueueUrl: `${cloud.endpoint}/${account}/${rest[0]}`,
      MessageBody: body,
      MessageAttributes: attributes,
      MessageSystemAttributes: trace && {
        AWSTraceHeader: { DataType: 'String', StringValue: trace },
      },
    });
  } else if (service === 'sns') {
    await call('sns', 'Publish', { TopicArn: arn, Message: body, MessageAttributes: attributes });
  } else if (service === 'lambda') {
    await call('lambda', 'Invoke', { FunctionName: arn, InvocationType: 'Event', Payload: body });
  } else if (service === 'events') {
    await putEvent(arn, body, fn, call);
  } else if (service === 's3') {
    const now = new Date(cloud.world.now()).toISOString();
    const Key = `aws/lambda/async/${fn.name}/${now.slice(0, 10).replace(/-/g, '/')}/${now.replace(/\.\d+Z$/, '').replace(/:/g, '.')}-${cloud.world.uuid()}`;
    await call('s3', 'PutObject', { Bucket: rest[0], Key, Body: body });
  } else
    throw new AwsError('InvalidParameterValueException', `The destination ARN ${arn} is invalid.`);
}

async function putEvent(
  bus: string,
  body: string,
  fn: LambdaFunction,
  call: (api: string, action: string, input: object) => Promise<unknown>,
): Promise<void> {
  const { requestContext } = JSON.parse(body) as {
    readonly requestContext: { readonly condition: string; readonly functionArn: string };
  };
  const outcome = requestContext.condition === 'Success' ? 'Success' : 'Failure';
  await call('events', 'PutEvents', {
    Entries: [
      {
        EventBusName: bus,
        Source: 'lambda',
        DetailType: `Lambda Function Invocation Result - ${outcome}`,
        Detail: body,
        Resources: [bus, requestContext.functionArn ?? fn.arn],
      },
    ],
  });
}
