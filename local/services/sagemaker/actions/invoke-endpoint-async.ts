import { action } from '../../../kernel/index.ts';
import { resourceArn } from '../arns.ts';
import type { QueuedInvocation } from '../async/answer-later.ts';
import { asyncConfigOf, checkPayload, destinationsOf, validationError } from '../async/request.ts';
import type { AsyncRequest } from '../async/request.ts';
import { serving } from '../endpoints/invoke.ts';

/** InvokeEndpointAsync of the SageMaker runtime: the answer will lie in S3. */
export const invokeEndpointAsync = action(
  'InvokeEndpointAsync',
  (input: AsyncRequest, { cloud }) => [
    {
      action: 'sagemaker:InvokeEndpointAsync',
      resource: resourceArn(cloud, 'endpoint', input.EndpointName),
    },
  ],
  (input, { cloud }) => {
    const endpoint = serving(cloud, input.EndpointName);
    const config = asyncConfigOf(cloud, endpoint);
    if (!config) {
      throw validationError(
        `Endpoint ${endpoint.name} is not an asynchronous endpoint. Use InvokeEndpoint.`,
      );
    }
    checkPayload(input);
    const { Body, ...request } = input;
    const inferenceId = input.InferenceId ?? cloud.world.uuid();
    const destinations = destinationsOf(config, input, cloud.world.uuid());
    const queued: QueuedInvocation = {
      request: { ...request, InferenceId: inferenceId },
      ...(Body === undefined ? {} : { body: Buffer.from(Body).toString('base64') }),
      inferenceId,
      destinations,
      received: cloud.world.now(),
    };
    cloud.outbox.send('sagemaker.invoke-async', queued);
    return {
      InferenceId: inferenceId,
      OutputLocation: destinations.output,
      FailureLocation: destinations.failure,
    };
  },
);
