import type { Cloud } from '../../../kernel/index.ts';
import { parseResource } from '../integrations/resource.ts';
import type { EventDraft } from '../kinds/frame.ts';
import type { FailureRecord } from '../language/failure.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { failureDetails, inputDetails, outputDetails } from './events.ts';
import type { OpenTask } from './thread.ts';

/** The task was scheduled. */
export function scheduledEvent(cloud: Cloud, task: OpenTask): EventDraft {
  const limits: JsonObject = {
    ...(task.timeoutSeconds === undefined ? {} : { timeoutInSeconds: task.timeoutSeconds }),
    ...(task.heartbeatSeconds === undefined ? {} : { heartbeatInSeconds: task.heartbeatSeconds }),
  };
  const family = familyOf(task);
  const credentials: JsonObject =
    task.roleArn === undefined ? {} : { taskCredentials: { roleArn: task.roleArn } };
  if (family !== 'Task') {
    const details = {
      resource: task.resource,
      ...inputDetails(task.parameters),
      ...limits,
      ...credentials,
    };
    return { type: `${family}Scheduled`, details };
  }
  const parameters = JSON.stringify(task.parameters);
  return {
    type: 'TaskScheduled',
    details: { ...named(task), region: cloud.region, parameters, ...limits, ...credentials },
  };
}

/** The task was started. That of an activity starts only when a worker fetches it. */
export function startedEvents(task: OpenTask): EventDraft[] {
  const family = familyOf(task);
  if (family === 'Activity') return [];
  return [
    family === 'Task'
      ? { type: 'TaskStarted', details: named(task) }
      : { type: `${family}Started` },
  ];
}

/** The service took the task on; its end comes later. */
export function submittedEvent(task: OpenTask, output: Json): EventDraft {
  return { type: 'TaskSubmitted', details: { ...named(task), ...outputDetails(output) } };
}

/** The task succeeded. */
export function succeededEvent(task: OpenTask, output: Json): EventDraft {
  return {
    type: `${familyOf(task)}Succeeded`,
    details: { ...named(task), ...outputDetails(output) },
  };
}

/** The task failed, or took too long. */
export function failedEvent(task: OpenTask, failure: FailureRecord): EventDraft {
  const ending = failure.error === 'States.Timeout' ? 'TimedOut' : 'Failed';
  return {
    type: `${familyOf(task)}${ending}`,
    details: { ...named(task), ...failureDetails(failure) },
  };
}

function familyOf(task: OpenTask): 'LambdaFunction' | 'Activity' | 'Task' {
  const kind = parseResource(task.resource)?.kind;
  if (kind === 'function') return 'LambdaFunction';
  return kind === 'activity' ? 'Activity' : 'Task';
}

/** `resource` and `resourceType` of an integration; functions and activities have neither. */
function named(task: OpenTask): JsonObject {
  const parsed = parseResource(task.resource);
  return parsed?.kind === 'integration'
    ? { resource: parsed.resource, resourceType: parsed.service }
    : {};
}
