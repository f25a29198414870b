import { isObject } from '../language/json.ts';
import type { Json, JsonObject } from '../language/json.ts';
import type { TaskAnswer, TaskRequest } from './integration.ts';
import { parseResource } from './resource.ts';

/** The parameters of a task, as an object. */
export function objectParameters(request: TaskRequest): JsonObject {
  return isObject(request.parameters) ? request.parameters : {};
}

/** A member that the service takes as text: other JSON is written out. */
export function withText(parameters: JsonObject, member: string): JsonObject {
  const value = parameters[member];
  return value === undefined || value === null || typeof value === 'string'
    ? parameters
    : { ...parameters, [member]: JSON.stringify(value) };
}

/** True when the task ends with a call that has its token. */
export function waitsForToken(request: TaskRequest): boolean {
  const resource = parseResource(request.task.resource);
  return resource?.kind === 'integration' && resource.pattern === 'waitForTaskToken';
}

/** The answer of a request that may wait for its token. */
export function answered(request: TaskRequest, output: Json): TaskAnswer {
  return waitsForToken(request) ? { kind: 'submitted', output } : { kind: 'done', output };
}
