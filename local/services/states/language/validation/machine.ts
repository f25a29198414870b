import { isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import type { QueryLanguage } from '../types.ts';
import { SCHEMA } from './diagnostic.ts';
import type { Findings } from './diagnostic.ts';
import { checkGraph } from './graph.ts';
import { checkState } from './state.ts';

/** What a check knows of its surroundings. */
export interface CheckContext {
  readonly findings: Findings;
  readonly express: boolean;
  /** Language of the state machine. */
  readonly language: QueryLanguage;
  /** True when no service is called: then a resource need not be one that is offered. */
  readonly mocked?: boolean;
  /** Names of states seen so far, which must differ throughout the definition. */
  readonly names: Set<string>;
  /** Checks a machine inside a state. */
  readonly checkMachine: (machine: JsonObject, at: string, context: CheckContext) => void;
}

const FIELDS = new Set([
  'Comment',
  'StartAt',
  'States',
  'Version',
  'TimeoutSeconds',
  'QueryLanguage',
  'ProcessorConfig',
]);

/** Checks a machine: the whole definition, a branch, or what a Map runs for its items. */
export function checkMachine(machine: JsonObject, at: string, context: CheckContext): void {
  const { findings } = context;
  const missing = ['States', 'StartAt'].filter((field) => machine[field] === undefined);
  if (missing.length > 0)
    findings.add(SCHEMA, `These fields are required: [${missing.join(', ')}]`, at || '/');
  for (const field of Object.keys(machine)) {
    if (!FIELDS.has(field)) findings.add(SCHEMA, `Field '${field}' is not supported`, at || '/');
  }
  if (missing.length > 0) return;
  if (!isObject(machine.States))
    return findings.add(SCHEMA, 'States must be an object', `${at}/States`);
  if (Object.keys(machine.States).length === 0)
    return findings.add(SCHEMA, 'Value cannot be empty', `${at}/States`);
  checkStates(machine.States, `${at}/States`, context);
  checkGraph(machine, at, findings);
}

function checkStates(states: JsonObject, at: string, context: CheckContext): void {
  for (const [name, state] of Object.entries(states)) {
    const location = `${at}/${name}`;
    if (name.length > 80) {
      context.findings.add(SCHEMA, 'State name cannot exceed 80 characters', location);
    }
    if (context.names.has(name))
      context.findings.add('DUPLICATE_STATE_NAME', `Duplicate State name: ${name}`, location);
    context.names.add(name);
    checkOne(state, location, context);
  }
}

function checkOne(state: Json, location: string, context: CheckContext): void {
  if (isObject(state)) checkState(state, location, context);
  else context.findings.add(SCHEMA, 'Expected value of type Object', location);
}
