import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { Inference } from './ports.ts';

const client = new SageMakerRuntimeClient({});

/** Inference by a SageMaker endpoint. */
export function sagemakerInference(runtime: Pick<SageMakerRuntimeClient, 'send'> = client): Inference {
  return {
    ask: async (endpointName, csv) => {
      const answer = await runtime.send(new InvokeEndpointCommand({
        EndpointName: endpointName, ContentType: 'text/csv', Accept: 'text/csv', Body: new TextEncoder().encode(csv),
      }));
      return new TextDecoder().decode(answer.Body);
    },
  };
}
