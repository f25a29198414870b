import { tryParseJson } from '../language/json.ts';
import type { Json } from '../language/json.ts';
import type { Integration } from './integration.ts';
import { invokeFunction } from './lambda-output.ts';
import { answered, objectParameters } from './message-parameters.ts';
import { sdkMetadata } from './sdk-metadata.ts';

/** arn:aws:states:::lambda:invoke, also with a task token. */
export const lambdaInvoke: Integration = {
  perform: async (request) => {
    const { Payload, ...parameters } = objectParameters(request);
    const body: Record<string, Buffer> =
      Payload === undefined || Payload === null ? {} : { Payload: Buffer.from(textOf(Payload)) };
    const answer = await invokeFunction(request, { ...parameters, ...body });
    const output: Json = {
      ExecutedVersion: answer.executedVersion,
      Payload: answer.payload,
      ...sdkMetadata(request.cloud, 'application/json'),
      StatusCode: answer.statusCode,
    };
    return answered(request, output);
  },
};

/** Text that is JSON goes to the function as it is (recorded); whatever else is written as JSON. */
function textOf(payload: Json): string {
  return typeof payload === 'string' && tryParseJson(payload) ? payload : JSON.stringify(payload);
}
