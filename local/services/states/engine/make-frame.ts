import type { Cloud } from '../../../kernel/index.ts';
import { parseResource } from '../integrations/resource.ts';
import type { Frame } from '../kinds/frame.ts';
import { languageOf, machineAt } from '../language/definition.ts';
import type { JsonObject } from '../language/json.ts';
import { parseJson } from '../language/json.ts';
import { formatTimestamp } from '../language/timestamp.ts';
import type { State } from '../language/types.ts';
import { revisionOf } from './execution.ts';
import type { Execution } from './execution.ts';
import { machineName, rolePrincipal } from './principal.ts';
import { endedRun } from './map-results.ts';
import type { Thread } from './thread.ts';

/** A frame, and the token that its task has if it starts one. */
export interface TokenFrame {
  readonly frame: Frame;
  readonly token: string;
}

/** Makes the frame in which a thread takes its next step. */
export function makeFrame(cloud: Cloud, execution: Execution, thread: Thread): TokenFrame {
  const definition = revisionOf(cloud, execution).machine;
  const state = machineAt(definition, thread.path).States[thread.stateName]!;
  const token = tokenFor(cloud, thread, state);
  const frame: Frame = {
    name: thread.stateName,
    state,
    language: languageOf(definition, state),
    path: thread.path,
    scope: {
      input: thread.input,
      variables: thread.variables,
      world: cloud.world,
      context: contextObject(execution, thread, state, token),
    },
    read: (service, action, input) =>
      cloud.call(service, action, input, rolePrincipal(cloud, execution)),
    endedRun: endedRun(cloud, thread),
  };
  return { frame, token };
}

/** The context object, `$$` or `$states.context`. */
function contextObject(
  execution: Execution,
  thread: Thread,
  state: State,
  token: string,
): JsonObject {
  const retried = state.Type === 'Task' || state.Type === 'Map' || state.Type === 'Parallel';
  return {
    Execution: {
      Id: execution.arn,
      Input: parseJson(execution.input),
      StartTime: formatTimestamp(execution.started),
      Name: execution.name,
      RoleArn: execution.role_arn,
      RedriveCount: execution.redrive_count,
      ...(execution.redriven === null ? {} : { RedriveTime: formatTimestamp(execution.redriven) }),
    },
    ...(thread.map && Object.keys(thread.map).length > 0 ? { Map: thread.map } : {}),
    StateMachine: { Id: execution.machine_arn, Name: machineName(execution.machine_arn) },
    State: {
      Name: thread.stateName,
      EnteredTime: formatTimestamp(thread.enteredTime),
      ...(retried ? { RetryCount: thread.retryCount } : {}),
    },
    ...(takesToken(state) ? { Task: { Token: token } } : {}),
  };
}

/** A task keeps its token until it is done; other states have none. */
function tokenFor(cloud: Cloud, thread: Thread, state: State): string {
  if (state.Type !== 'Task') return '';
  return thread.task && thread.phase === 'resume' ? thread.task.token : newToken(cloud);
}

function takesToken(state: State): boolean {
  if (state.Type !== 'Task') return false;
  const resource = parseResource(state.Resource);
  return (
    resource?.kind === 'activity' ||
    (resource?.kind === 'integration' && resource.pattern === 'waitForTaskToken')
  );
}

/** Looks like AWS's: base64 that begins with AQ and says nothing. */
function newToken(cloud: Cloud): string {
  const secret = Array.from({ length: 4 }, () => cloud.world.uuid().replaceAll('-', '')).join('');
  return `AQCEAAAAKgAAAAMAAAAAAAAA${Buffer.from(secret, 'hex').toString('base64').replace(/=+$/, '')}`;
}
