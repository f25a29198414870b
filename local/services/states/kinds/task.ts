import { RuntimeFault } from '../language/failure.ts';
import { fillQueries, fillTyped } from '../language/jsonata/template.ts';
import { isObject } from '../language/json.ts';
import { applyPath } from '../language/paths.ts';
import { fillTemplate } from '../language/payload-template.ts';
import { withInput } from '../language/scope.ts';
import type { TaskState } from '../language/types.ts';
import type { Frame, StateKind } from './frame.ts';
import { effectiveInput, leaveWithResult, selectedInput } from './shape.ts';

/** Task: has a service do something, and passes on what it answers. */
export const task: StateKind<TaskState> = {
  enter: async (frame) => ({
    kind: 'task',
    resource: frame.state.Resource,
    parameters: await effectiveInput(frame),
    timeoutSeconds: await seconds(frame, 'TimeoutSeconds'),
    heartbeatSeconds: await seconds(frame, 'HeartbeatSeconds'),
    roleArn: await credentialsRole(frame),
  }),
  resume: leaveWithResult,
};

async function seconds(
  frame: Frame<TaskState>,
  field: 'TimeoutSeconds' | 'HeartbeatSeconds',
): Promise<number | undefined> {
  const literal = frame.state[field];
  if (literal !== undefined) {
    return frame.language === 'JSONata'
      ? Number(await fillTyped(literal, field, 'number', frame.scope))
      : Number(literal);
  }
  const path = frame.state[`${field}Path`];
  if (path === undefined) return undefined;
  const value = applyPath(path, selectedInput(frame), frame.scope);
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw new RuntimeFault(
    `The ${field}Path parameter cannot be parsed as a long value: ${path} == ${JSON.stringify(value)}`,
  );
}

async function credentialsRole(frame: Frame<TaskState>): Promise<string | undefined> {
  const { state, scope, language } = frame;
  if (!state.Credentials) return undefined;
  const filled =
    language === 'JSONata'
      ? await fillQueries(state.Credentials, 'Credentials', scope)
      : fillTemplate(state.Credentials, withInput(scope, selectedInput(frame)));
  const role = isObject(filled) ? filled.RoleArn : undefined;
  if (typeof role === 'string') return role;
  throw new RuntimeFault("The value of the field 'Credentials/RoleArn' must be a string");
}
