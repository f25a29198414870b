import { fillQueries } from '../language/jsonata/template.ts';
import { isQuery } from '../language/jsonata/expression.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { applyPath, placeResult } from '../language/paths.ts';
import { fillTemplate } from '../language/payload-template.ts';
import { withInput } from '../language/scope.ts';
import type { Scope, Variables } from '../language/scope.ts';
import type { CommonState, ResultState, State } from '../language/types.ts';
import type { Frame, Leave } from './frame.ts';

/** The input after InputPath: the whole input in the JSONata language. */
export function selectedInput(frame: Frame): Json {
  const { state, scope, language } = frame;
  return language === 'JSONata' ? scope.input : applyPath(state.InputPath, scope.input, scope);
}

/** What a state works on: InputPath and Parameters, or Arguments. */
export async function effectiveInput(frame: Frame): Promise<Json> {
  const state: State & ResultState = frame.state as State & ResultState;
  if (frame.language === 'JSONata') {
    return state.Arguments === undefined
      ? frame.scope.input
      : fillQueries(state.Arguments, 'Arguments', frame.scope);
  }
  const input = selectedInput(frame);
  return state.Parameters === undefined
    ? input
    : fillTemplate(state.Parameters, withInput(frame.scope, input));
}

/**
 * Leaves a state that has a result: ResultSelector, Assign, ResultPath and OutputPath, or Assign
 * and Output.
 */
export async function leaveWithResult(frame: Frame, result: Json): Promise<Leave> {
  const state: State & ResultState = frame.state as State & ResultState;
  if (frame.language === 'JSONata')
    return leaveByQueries(frame, {
      exit: state,
      scope: { ...frame.scope, result },
      otherwise: result,
    });
  const selected =
    state.ResultSelector === undefined
      ? result
      : fillTemplate(state.ResultSelector, withInput(frame.scope, result));
  const placed = placeResult(state.ResultPath, frame.scope.input, selected);
  return {
    kind: 'leave',
    output: applyPath(state.OutputPath, placed, frame.scope),
    assigned: assign(state.Assign, withInput(frame.scope, selected)),
    next: state.Next,
  };
}

/** Leaves a state whose output is its input. */
export async function leaveWithInput(frame: Frame): Promise<Leave> {
  const { state, scope } = frame;
  const input = selectedInput(frame);
  if (frame.language === 'JSONata')
    return leaveByQueries(frame, { exit: state, scope, otherwise: input });
  return {
    kind: 'leave',
    output: applyPath(state.OutputPath, input, scope),
    assigned: assign(state.Assign, withInput(scope, input)),
    next: state.Next,
  };
}

/** What a place says of the way on: a state, a rule of Choice, a catcher. */
export type Exit = Pick<CommonState, 'Next' | 'Output' | 'Assign'>;

/** A way out of a state of the JSONata language. */
export interface QueryExit {
  readonly exit: Exit;
  readonly scope: Scope;
  /** The output where the exit names none. */
  readonly otherwise: Json;
  /** Begins the location in texts of errors. @default - the state's own fields */
  readonly place?: string;
}

/** Leaves by Output and Assign of the JSONata language. */
export async function leaveByQueries(
  frame: Frame,
  { exit, scope, otherwise, place = '' }: QueryExit,
): Promise<Leave> {
  return {
    kind: 'leave',
    output:
      exit.Output === undefined
        ? otherwise
        : await fillQueries(exit.Output, `${place}Output`, scope),
    assigned: exit.Assign && asVariables(await fillQueries(exit.Assign, `${place}Assign`, scope)),
    next: exit.Next ?? frame.state.Next,
  };
}

/** The variables that Assign of the JSONPath language sets. */
export function assign(template: JsonObject | undefined, scope: Scope): Variables | undefined {
  return template && asVariables(fillTemplate(template, scope));
}

/** A literal, or the value of an expression of the JSONata language. */
export function fillIfQuery(value: Json, location: string, frame: Frame): Promise<Json> | Json {
  return typeof value === 'string' && isQuery(value)
    ? fillQueries(value, location, frame.scope)
    : value;
}

function asVariables(filled: Json): Variables {
  // Assign is an object by validation, and filling keeps objects.
  return filled as JsonObject;
}
