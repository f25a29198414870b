import { AwsError, LocalCloudError } from '../../errors.ts';
import type { Cloud, Delivery, RetryPolicy } from '../../kernel/index.ts';
import { functionNamed, roleOf } from './functions.ts';
import type { LambdaFunction } from './functions.ts';
import { invokeFunction } from './invoke.ts';

/** An event that was accepted and not yet processed. */
export interface AsyncEvent {
  readonly functionName: string;
  readonly payload: string;
  readonly requestId: string;
}

/**
 * Takes an event in; it is processed after commit. Retries wait one and two minutes. Source: Lambda
 * developer guide, invocation-async.
 */
export function acceptEvent(
  fn: LambdaFunction,
  payload: string,
  requestId: string,
  cloud: Cloud,
): void {
  const retry: RetryPolicy = {
    maxAttempts: (fn.asynchronous.MaximumRetryAttempts ?? 2) + 1,
    maxAgeSeconds: fn.asynchronous.MaximumEventAgeInSeconds ?? 21_600,
    backoffSeconds: [60, 120],
  };
  const event: AsyncEvent = { functionName: fn.name, payload, requestId };
  cloud.outbox.send('lambda.async', event, { retry });
}

/**
 * Processes an accepted event; the last failure goes to the destination or the dead-letter queue.
 */
export async function processEvent({
  payload: event,
  cloud,
  lastAttempt,
  attempt,
}: Delivery<AsyncEvent>): Promise<void> {
  const fn = functionNamed(event.functionName, cloud);
  const result = await invokeFunction(fn, event.payload, cloud);
  if (!result.functionError) {
    if (fn.asynchronous.OnSuccess)
      await tell(fn, fn.asynchronous.OnSuccess, event, result.payload, 'Success', attempt, cloud);
    return;
  }
  if (!lastAttempt)
    throw new LocalCloudError('FunctionFailed', `function '${fn.name}' failed: ${result.payload}`);
  const { OnFailure } = fn.asynchronous;
  if (OnFailure)
    await tell(fn, OnFailure, event, result.payload, 'RetriesExhausted', attempt, cloud);
  if (fn.configuration.DeadLetterArn)
    await send(fn, fn.configuration.DeadLetterArn, event.payload, cloud);
}

async function tell(
  fn: LambdaFunction,
  destination: string,
  event: AsyncEvent,
  response: string,
  condition: string,
  attempts: number,
  cloud: Cloud,
): Promise<void> {
  await send(
    fn,
    destination,
    JSON.stringify({
      version: '1.0',
      timestamp: new Date(cloud.world.now()).toISOString(),
      requestContext: {
        requestId: event.requestId,
        functionArn: `${fn.arn}:$LATEST`,
        condition,
        approximateInvokeCount: attempts,
      },
      requestPayload: JSON.parse(event.payload) as unknown,
      responseContext: {
        statusCode: 200,
        executedVersion: '$LATEST',
        functionError: condition === 'Success' ? undefined : 'Unhandled',
      },
      responsePayload: JSON.parse(response) as unknown,
    }),
    cloud,
  );
}

/** Sends with the function's own role, as Lambda does. */
async function send(fn: LambdaFunction, arn: string, body: string, cloud: Cloud): Promise<void> {
  const role = roleOf(fn, cloud);
  const service = arn.split(':')[2];
  const name = arn.slice(arn.lastIndexOf(':') + 1);
  if (service === 'sqs') {
    await cloud.call(
      'sqs',
      'SendMessage',
      { QueueUrl: `${cloud.endpoint}/${cloud.accountId}/${name}`, MessageBody: body },
      role,
    );
  } else if (service === 'sns')
    await cloud.call('sns', 'Publish', { TopicArn: arn, Message: body }, role);
  else if (service === 'lambda')
    await cloud.call(
      'lambda',
      'Invoke',
      { FunctionName: arn, InvocationType: 'Event', Payload: body },
      role,
    );
  else
    throw new AwsError('InvalidParameterValueException', `The destination ARN ${arn} is invalid.`);
}
