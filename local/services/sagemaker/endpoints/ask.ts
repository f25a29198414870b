import { askContainer } from '../processes/container-client.ts';
import type { ServingProgram } from '../processes/serving-program.ts';

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

/** What is told of a container that timed out or went away. */
const NO_ANSWER =
  'Your invocation timed out while waiting for a response from container primary. ' +
  'Review the latency metrics for each container in Amazon CloudWatch, resolve the issue, and try again.';

/** Hands a payload to a program; a container that does not answer has the status 0. */
export async function ask(
  { port, program }: ServingProgram,
  request: InvocationRequest,
  body: Buffer,
  timeout: number,
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
      timeout,
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
