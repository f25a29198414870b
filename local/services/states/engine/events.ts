import type { EventDraft } from '../kinds/frame.ts';
import type { FailureRecord } from '../language/failure.ts';
import type { Json, JsonObject } from '../language/json.ts';
import type { Variables } from '../language/scope.ts';

const WHOLE = { truncated: false };

/** `input` and `inputDetails` of an event. */
export function inputDetails(input: Json): JsonObject {
  return { input: JSON.stringify(input), inputDetails: WHOLE };
}

/** `output` and `outputDetails` of an event. */
export function outputDetails(output: Json): JsonObject {
  return { output: JSON.stringify(output), outputDetails: WHOLE };
}

/** `error` and `cause` of an event, as far as there are any. */
export function failureDetails(failure: FailureRecord): JsonObject {
  return {
    ...(failure.error === undefined ? {} : { error: failure.error }),
    ...(failure.cause === undefined ? {} : { cause: failure.cause }),
  };
}

/** A state was entered. */
export function stateEntered(type: string, name: string, input: Json): EventDraft {
  return { type: `${type}StateEntered`, details: { name, ...inputDetails(input) } };
}

/** A state was left. */
export function stateExited(
  type: string,
  name: string,
  output: Json,
  assigned: Variables | undefined,
): EventDraft {
  const names = Object.entries(assigned ?? {});
  const variables: JsonObject =
    names.length === 0
      ? {}
      : {
          assignedVariables: Object.fromEntries(
            names.map(([variable, value]) => [variable, JSON.stringify(value)]),
          ),
          assignedVariablesDetails: WHOLE,
        };
  return { type: `${type}StateExited`, details: { name, ...outputDetails(output), ...variables } };
}

/** An expression could not be evaluated; only for failures that say where. */
export function evaluationFailed(failure: FailureRecord): EventDraft[] {
  if (!failure.evaluation) return [];
  const { state, location } = failure.evaluation;
  return [
    {
      type: 'EvaluationFailed',
      details: { ...failureDetails(failure), state, ...(location ? { location } : {}) },
    },
  ];
}

/** The member of a history event that holds the details of an event type. */
export function detailsMember(type: string): string {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}
