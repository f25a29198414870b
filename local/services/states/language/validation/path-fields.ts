import { isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { SCHEMA } from './diagnostic.ts';
import type { Findings } from './diagnostic.ts';
import { isPath, isPathOrCall, isReferencePath } from './expressions.ts';
import type { StateCheck } from './state.ts';

const PATHS = [
  'InputPath',
  'OutputPath',
  'ItemsPath',
  'SecondsPath',
  'TimestampPath',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
  'MaxConcurrencyPath',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentagePath',
];
const TEMPLATES = ['Parameters', 'ResultSelector', 'ItemSelector', 'Assign', 'Credentials'];

/** Checks the fields of a state of the JSONPath language. */
export function checkPaths({ state, at, context: { findings } }: StateCheck): void {
  for (const field of PATHS) {
    const value = state[field];
    if (value !== undefined && value !== null && !isPath(value)) {
      findings.add(SCHEMA, 'Value is not a valid JSONPath', `${at}/${field}`);
    }
  }
  for (const field of ['ErrorPath', 'CausePath']) {
    if (state[field] !== undefined && !isPathOrCall(state[field])) {
      findings.add(SCHEMA, 'Value is not a valid JSONPath or intrinsic function', `${at}/${field}`);
    }
  }
  if (state.ResultPath !== undefined && state.ResultPath !== null && !isReferencePath(state.ResultPath)) {
    findings.add(SCHEMA, 'Value is not a Reference Path', `${at}/ResultPath`);
  }
  for (const field of TEMPLATES)
    if (state[field] !== undefined) checkTemplate(state[field], `${at}/${field}`, findings);
}

function checkTemplate(template: Json, at: string, findings: Findings): void {
  if (Array.isArray(template))
    return template.forEach((item, index) => checkTemplate(item, `${at}[${index}]`, findings));
  if (!isObject(template)) return;
  for (const [name, value] of Object.entries(template)) checkMember(template, name, value, at, findings);
}

function checkMember(
  template: JsonObject,
  name: string,
  value: Json,
  at: string,
  findings: Findings,
): void {
  if (!name.endsWith('.$')) return checkTemplate(value, `${at}/${name}`, findings);
  if (!isPathOrCall(value)) {
    findings.add(
      SCHEMA,
      `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`,
      at,
    );
  }
  if (Object.hasOwn(template, name.slice(0, -2))) {
    findings.add(SCHEMA, `The fields '${name}' and '${name.slice(0, -2)}' are in conflict`, at);
  }
}
