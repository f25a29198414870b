import { callForOutput } from './call.ts';
import type { ErrorNames } from './call.ts';
import type { Integration } from './integration.ts';
import { objectParameters } from './message-parameters.ts';

/** How SageMaker's errors are named. */
export const SAGEMAKER_ERRORS: ErrorNames = {
  prefix: 'SageMaker',
  generic: 'AmazonSageMakerException',
  service: 'AmazonSageMaker',
};

/**
 * SageMaker calls that are answered at once: createModel, createEndpoint and so on, and jobs nobody
 * waits for.
 */
export function sagemakerRequest(action: string): Integration {
  return {
    perform: async (request) => {
      const call = { service: 'sagemaker', action, input: objectParameters(request) };
      return { kind: 'done', output: await callForOutput(request, call, SAGEMAKER_ERRORS) };
    },
  };
}
