import { AwsError } from '../../../errors.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { realNow } from '../../../world/world.ts';
import { endpointNotFound } from '../errors.ts';
import { configNamed } from '../configs.ts';
import { ask } from './ask.ts';
import type { InvocationRequest, ModelAnswer } from './ask.ts';
import { captureInvocation } from './capture.ts';
import { findEndpoint } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import type { Fleet } from './fleet.ts';
import { publishInvocation } from './metrics.ts';
import { fleetFor, shadowFor, variantFor } from './traffic.ts';

/** The most bytes of a payload, and the real milliseconds a model has to answer. */
const MAX_BYTES = 6 * 1024 * 1024;
const ANSWER_LIMIT = 60_000;

/** Hands a payload to a variant of an endpoint, notes down what came of it, and answers. */
export async function invokeModel(cloud: Cloud, request: InvocationRequest) {
  const endpoint = serving(cloud, request.EndpointName);
  if (configNamed(cloud, endpoint.config).request.AsyncInferenceConfig) {
    throw new AwsError(
      'ValidationError',
      `Endpoint ${endpoint.name} is an asynchronous endpoint. Use InvokeEndpointAsync.`,
      { status: 400 },
    );
  }
  const payload = Buffer.from(request.Body ?? '');
  if (payload.length > MAX_BYTES) {
    throw new AwsError('ValidationError', `Body: length greater than ${MAX_BYTES}`, {
      status: 400,
    });
  }
  const { answer, variant } = await askEndpoint(cloud, endpoint, {
    request,
    payload,
    timeout: ANSWER_LIMIT,
  });
  return {
    Body: answer.body,
    ContentType: answer.contentType,
    InvokedProductionVariant: variant,
    ...(answer.customAttributes === undefined ? {} : { CustomAttributes: answer.customAttributes }),
  };
}

/** A payload on its way to an endpoint. */
interface Asked {
  readonly request: InvocationRequest;
  readonly payload: Buffer;
  readonly timeout: number;
}

/** Asks one variant, and its shadow, if there is one; throws where the model refuses. */
export async function askEndpoint(
  cloud: Cloud,
  endpoint: Endpoint,
  asked: Asked,
): Promise<{ readonly answer: ModelAnswer; readonly variant: string }> {
  const { fleet, ...variants } = await fleetFor(cloud, endpoint);
  const chosen = variantFor(cloud, variants.variants, asked.request.TargetVariant);
  const shadow = shadowFor(cloud, variants, chosen);
  const [answer] = await Promise.all([
    askVariant(cloud, { endpoint, fleet, variant: chosen.VariantName }, asked),
    shadow && askVariant(cloud, { endpoint, fleet, variant: shadow.VariantName }, asked),
  ]);
  const variant = chosen.VariantName;
  if (!succeeded(answer)) throw modelError(cloud, endpoint, variant, answer);
  return { answer, variant };
}

interface Place {
  readonly endpoint: Endpoint;
  readonly fleet: Fleet;
  readonly variant: string;
}

/** Asks one program, and notes down what came of it. */
async function askVariant(
  cloud: Cloud,
  { endpoint, fleet, variant }: Place,
  { request, payload, timeout }: Asked,
): Promise<ModelAnswer> {
  const began = realNow();
  const answer = await ask(fleet.variants.get(variant)!, request, payload, timeout);
  publishInvocation(cloud, { endpoint: endpoint.name, variant }, answer.status, realNow() - began);
  const capture = configNamed(cloud, fleet.config).request.DataCaptureConfig;
  if (capture && succeeded(answer))
    captureInvocation(cloud, { endpoint, variant, capture, request, payload, answer });
  return answer;
}

function succeeded({ status }: ModelAnswer): boolean {
  return status >= 200 && status < 300;
}

/** The endpoint of a name, if it can be asked. */
export function serving(cloud: Cloud, EndpointName: string): Endpoint {
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
