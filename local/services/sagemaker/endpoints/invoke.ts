import { AwsError } from '../../../errors.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { realNow } from '../../../world/world.ts';
import { endpointNotFound } from '../errors.ts';
import { askContainer } from '../processes/container-client.ts';
import type { ServingProgram } from '../processes/serving-program.ts';
import { configNamed } from '../configs.ts';
import { captureInvocation } from './capture.ts';
import { runningFleet } from './deploy.ts';
import { findEndpoint } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { publishInvocation } from './metrics.ts';

/** Input of InvokeEndpoint, as far as it is offered. */
export interface InvocationRequest {
  readonly EndpointName: string;
  readonly Body?: Uint8Array | string;
  readonly ContentType?: string;
  readonly Accept?: string;
  readonly CustomAttributes?: string;
  readonly TargetVariant?: string;
  readonly InferenceId?: string;
}

/** What a model answered. */
export interface ModelAnswer {
  readonly status: number;
  readonly body: Buffer;
  readonly contentType: string;
  readonly customAttributes?: string;
}

/** The most bytes of a payload, and the real milliseconds a model has to answer. */
const MAX_BYTES = 6 * 1024 * 1024;
const ANSWER_LIMIT = 60_000;

/** What is told of a container that timed out or went away. */
const NO_ANSWER =
  'Your invocation timed out while waiting for a response from container primary. ' +
  'Review the latency metrics for each container in Amazon CloudWatch, resolve the issue, and try again.';

/** Hands a payload to a variant of an endpoint, notes down what came of it, and answers. */
export async function invokeModel(cloud: Cloud, request: InvocationRequest) {
  const endpoint = serving(cloud, request);
  const payload = Buffer.from(request.Body ?? '');
  if (payload.length > MAX_BYTES) {
    throw new AwsError('ValidationError', `Body: length greater than ${MAX_BYTES}`, {
      status: 400,
    });
  }
  const fleet = await runningFleet(cloud, endpoint);
  const variant = variantFor(cloud, endpoint, request.TargetVariant);
  const began = realNow();
  const answer = await ask(fleet.variants.get(variant)!, request, payload);
  publishInvocation(cloud, { endpoint: endpoint.name, variant }, answer.status, realNow() - began);
  if (answer.status < 200 || answer.status >= 300)
    throw modelError(cloud, endpoint, variant, answer);
  const capture = configNamed(cloud, endpoint.config).request.DataCaptureConfig;
  if (capture) captureInvocation(cloud, { endpoint, variant, capture, request, payload, answer });
  return {
    Body: answer.body,
    ContentType: answer.contentType,
    InvokedProductionVariant: variant,
    ...(answer.customAttributes === undefined ? {} : { CustomAttributes: answer.customAttributes }),
  };
}

function serving(cloud: Cloud, { EndpointName }: InvocationRequest): Endpoint {
  const endpoint = findEndpoint(cloud, EndpointName);
  if (
    !endpoint ||
    endpoint.status === 'Creating' ||
    endpoint.status === 'Failed' ||
    endpoint.variants.length === 0
  ) {
    throw endpointNotFound(EndpointName, cloud.accountId);
  }
  return endpoint;
}

/** The variant that is asked for, or one by weight. */
function variantFor(cloud: Cloud, endpoint: Endpoint, target: string | undefined): string {
  const { variants } = endpoint;
  if (target !== undefined) {
    if (variants.some(({ VariantName }) => VariantName === target)) return target;
    throw new AwsError('ValidationError', `Variant ${target} not found for Request`, {
      status: 400,
    });
  }
  let chance =
    cloud.world.random() * variants.reduce((total, { CurrentWeight }) => total + CurrentWeight, 0);
  const found = variants.find(({ CurrentWeight }) => (chance -= CurrentWeight) < 0);
  return (found ?? variants[0]!).VariantName;
}

async function ask(
  { port, program }: ServingProgram,
  request: InvocationRequest,
  body: Buffer,
): Promise<ModelAnswer> {
  const headers: Record<string, string> = {
    ...(request.ContentType ? { 'Content-Type': request.ContentType } : {}),
    ...(request.Accept ? { Accept: request.Accept } : {}),
    ...(request.CustomAttributes
      ? { 'X-Amzn-SageMaker-Custom-Attributes': request.CustomAttributes }
      : {}),
    ...(request.InferenceId ? { 'X-Amzn-SageMaker-Inference-Id': request.InferenceId } : {}),
  };
  try {
    const path = '/invocations';
    const answer = await askContainer({
      port,
      path,
      method: 'POST',
      headers,
      body,
      timeout: ANSWER_LIMIT,
    });
    return {
      status: answer.status,
      body: answer.body,
      contentType: answer.headers['content-type'] ?? 'application/octet-stream',
      customAttributes: answer.headers['x-amzn-sagemaker-custom-attributes']?.toString(),
    };
  } catch (error) {
    // A container that breaks off is ended; the next invocation starts it again.
    if ((error as Error).name !== 'TimeoutError') await program.stop(0);
    return { status: 0, body: Buffer.from(NO_ANSWER), contentType: 'text/plain' };
  }
}

function modelError(
  cloud: Cloud,
  endpoint: Endpoint,
  variant: string,
  { status, body }: ModelAnswer,
): AwsError {
  const text = body.toString('utf8');
  const group = `/aws/sagemaker/Endpoints/${endpoint.name}`;
  const kind = status >= 400 && status < 500 ? 'client' : 'server';
  const console = `https://${cloud.region}.console.aws.amazon.com/cloudwatch/home?region=${cloud.region}#logEventViewer:group=${group}`;
  const message =
    `Received ${kind} error (${status}) from primary with message "${text}". ` +
    `See ${console} in account ${cloud.accountId} for more information.`;
  const arn = `arn:${cloud.partition}:logs:${cloud.region}:${cloud.accountId}:log-group:${group}`;
  return new AwsError('ModelError', message, {
    status: 424,
    members: {
      OriginalStatusCode: status,
      OriginalMessage: text,
      LogStreamArn: `${arn}:log-stream:${variant}/i-local`,
    },
  });
}
