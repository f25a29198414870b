import { AwsError } from '../../../errors.ts';
import { invalidDefinition, validationException } from '../errors.ts';
import { languageOf } from '../language/definition.ts';
import { isObject, tryParseJson } from '../language/json.ts';
import type { Json, JsonObject } from '../language/json.ts';
import type { MachineDefinition, QueryLanguage, State } from '../language/types.ts';
import { findingText } from '../language/validation/diagnostic.ts';
import { validateDefinition, validateState } from '../language/validation/validate.ts';
import type { TestStateInput } from './input.ts';

/** The state that is tested. */
export interface TestedState {
  readonly name: string;
  readonly state: State;
  readonly language: QueryLanguage;
}

/** The state of a request: the definition itself, or the one that is named in it. */
export function testedState(request: TestStateInput): TestedState {
  const { definition, mock } = request;
  const parsed = tryParseJson(definition)?.value;
  if (!isObject(parsed))
    throw invalidDefinition(findingText(validateDefinition(definition, { type: 'STANDARD' })[0]!));
  const tested = parsed.Type === undefined ? named(parsed, request) : alone(parsed, request);
  const { Type } = tested.state;
  const isCounted = request.stateConfiguration?.mapIterationFailureCount !== undefined;
  if ((Type === 'Map' || Type === 'Parallel') && !mock && !isCounted) throw unmocked();
  return tested;
}

function alone(state: JsonObject, request: TestStateInput): TestedState {
  const language = state.QueryLanguage === 'JSONata' ? 'JSONata' : 'JSONPath';
  check(state, { name: 'StateName', language, mocked: request.mock !== undefined });
  // Checked above.
  return { name: 'StateName', state: state as unknown as State, language };
}

function named(machine: JsonObject, { stateName, mock }: TestStateInput): TestedState {
  const definition = machine as unknown as MachineDefinition;
  const name = stateName ?? definition.StartAt;
  const state = find(machine, name);
  if (!state) throw validationException('State not found in definition');
  const language = languageOf(definition, state as unknown as State);
  check(state, {
    name,
    language: definition.QueryLanguage ?? 'JSONPath',
    mocked: mock !== undefined,
  });
  // Checked above.
  return { name, state: state as unknown as State, language };
}

/** A state of a machine, or of a machine that one of its states holds. */
function find(machine: Json | undefined, name: string): JsonObject | undefined {
  if (!isObject(machine) || !isObject(machine.States)) return undefined;
  const own = machine.States[name];
  if (isObject(own)) return own;
  for (const state of Object.values(machine.States)) {
    const found = nestedMachines(state)
      .map((nested) => find(nested, name))
      .find(Boolean);
    if (found) return found;
  }
  return undefined;
}

function nestedMachines(state: Json): Json[] {
  if (!isObject(state)) return [];
  const { ItemProcessor, Iterator, Branches } = state;
  return [ItemProcessor ?? Iterator ?? null, ...(Array.isArray(Branches) ? Branches : [])];
}

interface Checked {
  readonly name: string;
  readonly language: QueryLanguage;
  readonly mocked: boolean;
}

function check(state: JsonObject, { name, ...options }: Checked): void {
  const found = validateState(state, `/States/${name}`, options);
  if (found.length > 0) throw invalidDefinition(found.map(findingText).join(', '));
}

function unmocked(): AwsError {
  return new AwsError(
    'InvalidDefinition',
    'TestState API does not support Map or Parallel states. ' +
      'Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]',
  );
}
