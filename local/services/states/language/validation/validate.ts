import { isObject, tryParseJson } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { Diagnostic } from './diagnostic.ts';
import { SCHEMA } from './diagnostic.ts';
import { jsonFault } from './json-fault.ts';
import { checkMachine } from './machine.ts';
import { checkState } from './state.ts';
import type { QueryLanguage } from '../types.ts';

/** What a validation needs to know beside the definition. */
export interface ValidationOptions {
  readonly type: 'STANDARD' | 'EXPRESS';
}

/** Everything that is wrong with a definition; empty when it is accepted. */
export function validateDefinition(text: string, options: ValidationOptions): Diagnostic[] {
  if (text.trim() === '')
    return [{ severity: 'ERROR', code: SCHEMA, message: 'Definition must be a valid JSON object' }];
  const parsed = tryParseJson(text);
  if (!parsed) return [{ severity: 'ERROR', code: 'INVALID_JSON_DESCRIPTION', ...jsonFault(text) }];
  if (!isObject(parsed.value))
    return [{ severity: 'ERROR', code: SCHEMA, message: 'Definition must be a valid JSON object' }];
  return findings(parsed.value, options);
}

function findings(definition: JsonObject, options: ValidationOptions): Diagnostic[] {
  const found: Diagnostic[] = [];
  const add = (code: string, message: string, location: string) => {
    found.push({ severity: 'ERROR', code, message, location });
  };
  const language = definition.QueryLanguage === 'JSONata' ? 'JSONata' : 'JSONPath';
  checkMachine(definition, '', {
    findings: { add },
    express: options.type === 'EXPRESS',
    language,
    names: new Set(),
    checkMachine,
  });
  return found;
}

/** Everything that is wrong with a state by itself: it may lead to states that are not there. */
export function validateState(
  state: JsonObject,
  at: string,
  { language, mocked }: { readonly language: QueryLanguage; readonly mocked: boolean },
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const add = (code: string, message: string, location: string) => {
    found.push({ severity: 'ERROR', code, message, location });
  };
  checkState(state, at, {
    findings: { add },
    express: false,
    language,
    mocked,
    names: new Set(),
    checkMachine,
  });
  return found;
}
