import { StateFailure } from '../language/failure.ts';
import { isObject } from '../language/json.ts';
import type { Json } from '../language/json.ts';
import { callService } from './call.ts';
import type { Integration } from './integration.ts';
import { answered, objectParameters, withText } from './message-parameters.ts';
import { plainOutput } from './plain-output.ts';

const ERRORS = {
  prefix: 'EventBridge',
  generic: 'AmazonEventBridgeException',
  service: 'AmazonEventBridge',
};

/**
 * arn:aws:states:::events:putEvents. The execution is added to the resources; an entry that fails
 * fails the task.
 */
export const eventsPutEvents: Integration = {
  perform: async (request) => {
    const parameters = objectParameters(request);
    const entries = (Array.isArray(parameters.Entries) ? parameters.Entries : []).map((entry) =>
      asEntry(entry, [request.execution.arn, request.execution.machine_arn]),
    );
    const input = { ...parameters, Entries: entries };
    const answer = plainOutput(
      await callService(request, { service: 'events', action: 'PutEvents', input }, ERRORS),
      'millis',
    );
    const failed = isObject(answer) ? Number(answer.FailedEntryCount ?? 0) : 0;
    if (failed > 0)
      throw new StateFailure({ error: 'EventBridge.FailedEntry', cause: JSON.stringify(answer) });
    return answered(request, { FailedEntryCount: 0, ...(answer as Record<string, Json>) });
  },
};

function asEntry(entry: Json, origin: readonly string[]): Json {
  if (!isObject(entry)) return entry;
  const resources = Array.isArray(entry.Resources) ? entry.Resources : [];
  return { ...withText(entry, 'Detail'), Resources: [...resources, ...origin] };
}
