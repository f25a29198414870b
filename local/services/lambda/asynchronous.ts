import { AwsError } from '../../errors.ts';
import type { Cloud, Delivery } from '../../kernel/index.ts';
import { sendTo } from './destinations.ts';
import type { InvocationResult } from './environments/environment.ts';
import { LATEST, findFunction, functionNamed, headOf } from './functions.ts';
import type { LambdaFunction } from './functions.ts';
import { invokeConfigOf } from './invoke-config.ts';
import { invokeFunction } from './invoke.ts';
import { functionArn, parseName } from './names.ts';
import type { FunctionInput } from './permissions.ts';
import { traceFor } from './trace.ts';

/** An event that was accepted and not yet processed. */
export interface AsyncEvent {
  readonly functionName: string;
  readonly qualifier?: string;
  readonly payload: string;
  readonly requestId: string;
  /** Trace header of all attempts, and of what is told in the end. */
  readonly trace: string;
  /** When it was accepted. */
  readonly accepted: number;
  /** Attempts that ran and failed. */
  readonly failures: number;
  /** Attempts that found no free environment. */
  readonly throttles: number;
}

/** Seconds before the second and the third attempt. Source: Lambda developer guide, invocation-async. */
const RETRY_SECONDS = [60, 120];

/** Seconds that an event waits in all, unless the function says otherwise. */
const DEFAULT_AGE = 21_600;

/** What an accepted event begins with. */
export interface NewEvent {
  readonly payload: string;
  readonly requestId: string;
  /** The caller's trace header. @default - a new one */
  readonly trace?: string;
}

/** Takes an event in; it is processed after commit. */
export function acceptEvent(
  { FunctionName, Qualifier }: FunctionInput,
  { payload, requestId, trace }: NewEvent,
  cloud: Cloud,
): void {
  const { name, qualifier } = parseName(FunctionName, Qualifier);
  const event: AsyncEvent = {
    functionName: name,
    qualifier,
    payload,
    requestId,
    trace: traceFor(trace, cloud),
    accepted: cloud.world.now(),
    failures: 0,
    throttles: 0,
  };
  cloud.outbox.send('lambda.async', event);
}

/**
 * Processes an accepted event. One that finds no free environment waits, ever longer, until it is too
 * old; one that fails is tried again; the last failure goes to the destination and the dead-letter queue.
 */
export async function processEvent({ payload: event, cloud }: Delivery<AsyncEvent>): Promise<void> {
  const fn = findFunction(event.functionName, cloud, event.qualifier);
  if (!fn) return;
  if (headOf(fn.name, cloud).reserved === 0)
    return giveUp(event, undefined, 'ZeroReservedConcurrency', cloud);
  const config = invokeConfigOf(fn.name, event.qualifier, cloud);
  const age = (cloud.world.now() - event.accepted) / 1000;
  const oldest = config.MaximumEventAgeInSeconds ?? DEFAULT_AGE;
  if (age > oldest) return giveUp(event, undefined, 'EventAgeExceeded', cloud);
  const result = await attempt(fn, event, cloud);
  if (result === undefined) {
    const delay = Math.min(300, 2 ** event.throttles);
    cloud.outbox.send(
      'lambda.async',
      { ...event, throttles: event.throttles + 1 },
      { delaySeconds: delay },
    );
    return;
  }
  if (!result.functionError) return tell(event, result, 'Success', event.failures + 1, cloud);
  const retries = config.MaximumRetryAttempts ?? 2;
  if (event.failures >= retries)
    return giveUp({ ...event, failures: event.failures + 1 }, result, 'RetriesExhausted', cloud);
  const delay = RETRY_SECONDS[event.failures] ?? RETRY_SECONDS.at(-1)!;
  if (age + delay > oldest)
    return giveUp({ ...event, failures: event.failures + 1 }, result, 'EventAgeExceeded', cloud);
  cloud.outbox.send(
    'lambda.async',
    { ...event, failures: event.failures + 1 },
    { delaySeconds: delay },
  );
}

/** Undefined: there was no room. */
async function attempt(
  fn: LambdaFunction,
  event: AsyncEvent,
  cloud: Cloud,
): Promise<InvocationResult | undefined> {
  try {
    const { requestId, trace } = event;
    return await invokeFunction(fn, event.payload, cloud, { requestId, trace });
  } catch (error) {
    if (error instanceof AwsError && error.code === 'TooManyRequestsException') return undefined;
    throw error;
  }
}

async function giveUp(
  event: AsyncEvent,
  result: InvocationResult | undefined,
  condition: string,
  cloud: Cloud,
): Promise<void> {
  await tell(event, result, condition, event.failures, cloud);
  const fn = functionNamed(event.functionName, cloud, event.qualifier);
  const dead = fn.configuration.DeadLetterArn;
  if (!dead) return;
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  const attributes = {
    RequestID: text(event.requestId),
    ErrorCode: { DataType: 'Number', StringValue: '200' },
    ErrorMessage: text(errorMessageOf(result).slice(0, 1024)),
  };
  const message = { body: event.payload, trace: event.trace, attributes };
  await trySend('DeadLetterErrors', dead, message, fn, cloud);
}

/** Tells the destination that is set for an outcome. */
async function tell(
  event: AsyncEvent,
  result: InvocationResult | undefined,
  condition: string,
  attempts: number,
  cloud: Cloud,
): Promise<void> {
  const { DestinationConfig } = invokeConfigOf(event.functionName, event.qualifier, cloud);
  const side =
    condition === 'Success' ? DestinationConfig?.OnSuccess : DestinationConfig?.OnFailure;
  if (!side?.Destination) return;
  const fn = functionNamed(event.functionName, cloud, event.qualifier);
  const body = {
    version: '1.0',
    timestamp: new Date(cloud.world.now()).toISOString(),
    requestContext: {
      requestId: event.requestId,
      functionArn: functionArn(fn.name, cloud, event.qualifier ?? LATEST),
      condition,
      approximateInvokeCount: attempts,
    },
    requestPayload: JSON.parse(event.payload) as unknown,
    ...(result
      ? {
          responseContext: {
            statusCode: 200,
            executedVersion: fn.version,
            functionError: result.functionError,
          },
          responsePayload: result.streamed
            ? result.payload
            : (JSON.parse(result.payload) as unknown),
        }
      : {}),
  };
  const message = { body: JSON.stringify(body), trace: event.trace };
  await trySend('DestinationDeliveryFailures', side.Destination, message, fn, cloud);
}

/** What cannot be delivered is lost, as on AWS; a metric tells. */
async function trySend(metric: string, ...sending: Parameters<typeof sendTo>): Promise<void> {
  const [, , fn, cloud] = sending;
  try {
    await sendTo(...sending);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    cloud.telemetry.metrics([
      {
        namespace: 'AWS/Lambda',
        name: metric,
        dimensions: { FunctionName: fn.name },
        value: 1,
        unit: 'Count',
      },
    ]);
  }
}

function errorMessageOf(result: InvocationResult | undefined): string {
  if (!result) return '';
  const { errorMessage } = JSON.parse(result.payload) as { readonly errorMessage?: string };
  return errorMessage ?? result.payload;
}
