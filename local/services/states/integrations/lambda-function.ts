import type { Integration } from './integration.ts';
import { invokeFunction } from './lambda-output.ts';

/** A function's own ARN as Resource: the input is its event, its answer is the result. */
export const lambdaFunction: Integration = {
  perform: async (request) => {
    const { payload } = await invokeFunction(request, {
      FunctionName: request.task.resource,
      Payload: Buffer.from(JSON.stringify(request.parameters)),
    });
    return { kind: 'done', output: payload };
  },
};
