import { StateFailure } from '../language/failure.ts';
import { isObject, tryParseJson } from '../language/json.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { callForOutput, callService, withoutNulls } from './call.ts';
import type { Integration, TaskRequest } from './integration.ts';
import { answered, objectParameters, withText } from './message-parameters.ts';
import { capitalized, plainOutput, uncapitalized } from './plain-output.ts';
import { parseResource } from './resource.ts';

const ERRORS = {
  prefix: 'StepFunctions',
  generic: 'AWSStepFunctionsException',
  service: 'AWSStepFunctions',
};

/**
 * arn:aws:states:::states:startExecution, also waiting for the end of the execution or for a token.
 */
export const statesStartExecution: Integration = {
  perform: async (request) => {
    const input = uncapitalized(withText(objectParameters(request), 'Input')) as JsonObject;
    const named = { name: request.task.id, input: '{}', ...(withoutNulls(input) as JsonObject) };
    const answer = await callForOutput(
      request,
      { service: 'states', action: 'StartExecution', input: named },
      ERRORS,
    );
    const output = capitalized(answer);
    const arn = isObject(output) ? String(output.ExecutionArn) : '';
    return isSync(request) ? { kind: 'submitted', output, jobKey: arn } : answered(request, output);
  },
  collect: async (request) => {
    const answer = await describe(request);
    if (answer.Status === 'RUNNING') return undefined;
    const output = resource(request)?.pattern === 'sync:2' ? withParsed(answer) : answer;
    if (answer.Status === 'SUCCEEDED') return output;
    throw new StateFailure({ error: 'States.TaskFailed', cause: JSON.stringify(output) });
  },
  stop: async (request) => {
    const input = { executionArn: request.task.jobKey! };
    await callService(request, { service: 'states', action: 'StopExecution', input }, ERRORS);
  },
};

function resource(request: TaskRequest) {
  const parsed = parseResource(request.task.resource);
  return parsed?.kind === 'integration' ? parsed : undefined;
}

function isSync(request: TaskRequest): boolean {
  return resource(request)?.pattern.startsWith('sync') === true;
}

async function describe(request: TaskRequest): Promise<JsonObject> {
  const input = { executionArn: request.task.jobKey! };
  const answer = await callService(
    request,
    { service: 'states', action: 'DescribeExecution', input },
    ERRORS,
  );
  return capitalized(plainOutput(answer, 'millis')) as JsonObject;
}

/** `.sync:2` gives input and output as JSON, not as text. */
function withParsed(answer: JsonObject): JsonObject {
  const parsed = (value: Json | undefined): Json =>
    typeof value === 'string' ? (tryParseJson(value)?.value ?? value) : (value ?? null);
  return {
    ...answer,
    Input: parsed(answer.Input),
    ...(answer.Output === undefined ? {} : { Output: parsed(answer.Output) }),
  };
}
