import { processAction } from '../../../kernel/index.ts';
import { resourceArn } from '../arns.ts';
import { invokeModel } from '../endpoints/invoke.ts';
import type { InvocationRequest } from '../endpoints/ask.ts';

/** InvokeEndpoint of the SageMaker runtime. */
export const invokeEndpoint = processAction(
  'InvokeEndpoint',
  (input: InvocationRequest, { cloud }) => [
    {
      action: 'sagemaker:InvokeEndpoint',
      resource: resourceArn(cloud, 'endpoint', input.EndpointName),
      ...(input.TargetVariant
        ? { context: { 'sagemaker:TargetVariant': input.TargetVariant } }
        : {}),
    },
  ],
  async (input, { cloud }) => {
    const end = cloud.activity.begin(`invocation of ${input.EndpointName}`);
    try {
      return await invokeModel(cloud, input);
    } finally {
      end();
    }
  },
);
