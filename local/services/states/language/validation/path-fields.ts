import { isObject } from '../json.ts';
import type { Json } from '../json.ts';
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
  if (
    state.ResultPath !== undefined &&
    state.ResultPath !== null &&
    !isReferencePath(state.ResultPath)
  ) {
    findings.add(SCHEMA, 'Value is not a Reference Path', `${at}/ResultPath`);
  }
  for (const field of TEMPLATES)
    if (state[field] !== undefined) checkTemplate(state[field], `${at}/${field}`, findings);
}

function checkTemplate(template: Json, at: string, findings: Findings): void {
  if (Array.isArray(template))
    return template.forEach((item, index) => checkTemplate(item, `${at}[${index}]`, findings));
  if (!isObject(template)) return;
  for (const [name, value] of Object.entries(template)) {
    if (!name.endsWith('.$')) {
      checkTemplate(value, `${at}/${name}`, findings);
      continue;
    }
    if (!isPathOrCall(value)) findings.add(SCHEMA, notCallable(name), at);
    const plain = name.slice(0, -2);
    if (Object.hasOwn(template, plain))
      findings.add(SCHEMA, `The fields '${name}' and '${plain}' are in conflict`, at);
  }
}

function notCallable(name: string): string {
  return `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`;
}
