import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { QueryLanguage } from '../types.ts';
import { checkChoices } from './choices.ts';
import { SCHEMA } from './diagnostic.ts';
import { checkRules } from './error-rules.ts';
import { EXCLUSIVE, REQUIRED, STATE_TYPES, fieldOf } from './fields.ts';
import type { CheckContext } from './machine.ts';
import { checkNested } from './nested.ts';
import { checkPaths } from './path-fields.ts';
import { checkQueries } from './queries.ts';
import { checkTask } from './task.ts';
import { checkWait } from './wait.ts';

/** A state that is being checked. */
export interface StateCheck {
  readonly state: JsonObject;
  readonly type: string;
  readonly at: string;
  readonly language: QueryLanguage;
  readonly context: CheckContext;
}

/** Checks one state. */
export function checkState(state: JsonObject, at: string, context: CheckContext): void {
  const { findings } = context;
  const type = state.Type;
  if (type === undefined) return findings.add(SCHEMA, 'These fields are required: [Type]', at);
  if (typeof type !== 'string' || !STATE_TYPES.includes(type)) {
    return findings.add(
      SCHEMA,
      `The field 'Type' should have one of these values: [${STATE_TYPES.join(', ')}]`,
      `${at}/Type`,
    );
  }
  const check: StateCheck = { state, type, at, language: languageOf(state, at, context), context };
  checkFields(check);
  checkEnd(check);
  checkRules(check);
  if (type === 'Choice') checkChoices(check);
  if (type === 'Task') checkTask(check);
  if (type === 'Wait') checkWait(check);
  if (type === 'Map' || type === 'Parallel') checkNested(check);
  if (check.language === 'JSONata') checkQueries(check);
  else checkPaths(check);
}

function languageOf(state: JsonObject, at: string, context: CheckContext): QueryLanguage {
  const own = state.QueryLanguage;
  if (own === undefined) return context.language;
  if (own !== 'JSONata' && own !== 'JSONPath') {
    context.findings.add(
      SCHEMA,
      "The field 'QueryLanguage' should have one of these values: [JSONata, JSONPath]",
      `${at}/QueryLanguage`,
    );
    return context.language;
  }
  if (own === 'JSONPath' && context.language === 'JSONata') {
    context.findings.add(
      SCHEMA,
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
      at,
    );
  }
  return own;
}

function checkFields({ state, type, at, language, context: { findings } }: StateCheck): void {
  for (const field of Object.keys(state)) {
    const known = fieldOf(type, field);
    if (!known) findings.add(SCHEMA, `Field '${field}' is not supported`, `${at}`);
    else if (known.language && known.language !== language) {
      findings.add(
        SCHEMA,
        `Field '${field}' is not allowed when QueryLanguage is ${language}`,
        `${at}/${field}`,
      );
    }
  }
  const missing = (REQUIRED[type as keyof typeof REQUIRED] ?? []).filter(
    (field) => state[field] === undefined,
  );
  if (missing.length > 0)
    findings.add(SCHEMA, `These fields are required: [${missing.join(', ')}]`, at);
  for (const [first, second] of EXCLUSIVE) {
    if (state[first] !== undefined && state[second] !== undefined) {
      findings.add(SCHEMA, `Only one of the fields '${first}' and '${second}' is allowed`, at);
    }
  }
  if (state.Assign !== undefined && !isObject(state.Assign))
    findings.add(SCHEMA, 'Expected value of type Object', `${at}/Assign`);
}

/** Every state but Choice, Succeed and Fail leads on or ends. */
function checkEnd({ state, type, at, context: { findings } }: StateCheck): void {
  if (type === 'Choice' || type === 'Succeed' || type === 'Fail') return;
  if (state.Next === undefined && state.End !== true)
    findings.add(SCHEMA, 'These fields are required: [Next] or [End]', at);
}
