import { AwsError } from '../../../errors.ts';
import type { Cloud, Delivery, RolePrincipal } from '../../../kernel/index.ts';
import { configNamed } from '../configs.ts';
import type { AsyncInferenceConfig } from '../configs.ts';
import { s3As } from '../data/s3-client.ts';
import { parseS3Uri } from '../data/s3-location.ts';
import type { ModelAnswer } from '../endpoints/ask.ts';
import { findEndpoint } from '../endpoints/endpoint.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import { askEndpoint } from '../endpoints/invoke.ts';
import { JobFailure } from '../errors.ts';
import { modelNamed } from '../models.ts';
import { serviceSession } from '../role.ts';
import { notify } from './notify.ts';
import { asyncConfigOf } from './request.ts';
import type { AsyncRequest, Destinations } from './request.ts';

/** An invocation in the queue of its endpoint. */
export interface QueuedInvocation {
  readonly request: Omit<AsyncRequest, 'Body'>;
  /** The payload in base64, where it came with the request. */
  readonly body?: string;
  readonly inferenceId: string;
  readonly destinations: Destinations;
  readonly received: number;
}

/** What came of an invocation: the answer, or why there is none. */
export type Result =
  | { readonly answer: ModelAnswer }
  | { readonly reason: string; readonly said?: Buffer; readonly expired?: boolean };

/** Real seconds that a model has to answer, and seconds that a request may wait. */
const TIMEOUT = 900;
const TTL = 21_600;

/** Outbox row `sagemaker.invoke-async`: asks the model, writes its answer to S3, and tells SNS. */
export async function answerLater({
  payload: queued,
  cloud,
}: Delivery<QueuedInvocation>): Promise<void> {
  const endpoint = findEndpoint(cloud, queued.request.EndpointName);
  const config = endpoint && asyncConfigOf(cloud, endpoint);
  if (!config) return;
  const end = cloud.activity.begin(`asynchronous invocation of ${endpoint.name}`);
  try {
    const principal = principalOf(cloud, endpoint);
    const result = await written(cloud, principal, {
      config,
      queued,
      result: await resultOf(cloud, endpoint, principal, queued),
    });
    measure(cloud, endpoint, result);
    await notify(cloud, principal, { config, queued, result });
  } finally {
    end();
  }
}

function principalOf(cloud: Cloud, endpoint: Endpoint): RolePrincipal {
  const [variant] = configNamed(cloud, endpoint.config).request.ProductionVariants;
  const { request } = modelNamed(cloud, variant!.ModelName);
  return serviceSession(cloud, request.ExecutionRoleArn, endpoint.arn);
}

async function resultOf(
  cloud: Cloud,
  endpoint: Endpoint,
  principal: RolePrincipal,
  { request, body, received }: QueuedInvocation,
): Promise<Result> {
  const { RequestTTLSeconds: ttl = TTL, InvocationTimeoutSeconds: seconds = TIMEOUT } = request;
  if (cloud.world.now() > received + ttl * 1000)
    return { reason: 'The request has expired.', expired: true };
  try {
    const payload =
      body === undefined
        ? await s3As(cloud, principal).read(parseS3Uri(request.InputLocation!))
        : Buffer.from(body, 'base64');
    const asked = { request, payload, timeout: seconds * 1000 };
    return { answer: (await askEndpoint(cloud, endpoint, asked)).answer };
  } catch (error) {
    return failed(error);
  }
}

/** Writes the answer, or what the model said instead. */
async function written(
  cloud: Cloud,
  principal: RolePrincipal,
  of: {
    readonly config: AsyncInferenceConfig;
    readonly queued: QueuedInvocation;
    readonly result: Result;
  },
): Promise<Result> {
  const { output, failure } = of.queued.destinations;
  const s3 = s3As(cloud, principal);
  const options = { kmsKeyId: of.config.OutputConfig.KmsKeyId };
  try {
    if ('answer' in of.result) {
      if (output !== undefined) await s3.write(parseS3Uri(output), of.result.answer.body, options);
    } else if (failure !== undefined) {
      const said = of.result.said ?? Buffer.from(of.result.reason);
      await s3.write(parseS3Uri(failure), said, options);
    }
    return of.result;
  } catch (error) {
    return 'answer' in of.result ? failed(error) : of.result;
  }
}

function failed(error: unknown): Result {
  if (error instanceof AwsError) {
    const said = error.members?.OriginalMessage;
    return {
      reason: `ClientError: ${error.message}`,
      ...(typeof said === 'string' ? { said: Buffer.from(said) } : {}),
    };
  }
  if (error instanceof JobFailure) return { reason: error.message };
  throw error;
}

function measure(cloud: Cloud, { name: EndpointName }: Endpoint, result: Result): void {
  const put = (name: string) =>
    cloud.telemetry.metrics([
      {
        namespace: 'AWS/SageMaker',
        name,
        dimensions: { EndpointName },
        value: 1,
        unit: 'Count',
      },
    ]);
  put('InvocationsProcessed');
  if (!('answer' in result)) put(result.expired ? 'ExpiredRequests' : 'InvocationFailures');
}
