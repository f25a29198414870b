import { RuntimeFault } from './failure.ts';
import { isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import { compileExpression, documentOf, evaluateExpression } from './path-expression.ts';
import type { Scope } from './scope.ts';

/** Fills in a payload template: members whose names end in `.$` hold expressions. */
export function fillTemplate(template: Json, scope: Scope): Json {
  if (Array.isArray(template)) return template.map((item) => fillTemplate(item, scope));
  if (!isObject(template)) return template;
  const filled: JsonObject = {};
  for (const [name, value] of Object.entries(template)) {
    if (name.endsWith('.$')) filled[name.slice(0, -2)] = evaluateField(name, value, scope);
    else filled[name] = fillTemplate(value, scope);
  }
  return filled;
}

/** The value of an expression that must lead somewhere; `field` is for the text of the error. */
export function evaluateField(field: string, text: Json, scope: Scope): Json {
  if (typeof text !== 'string')
    throw new RuntimeFault(`The value of the field '${field}' must be a JSONPath`);
  const expression = compileExpression(text);
  const value = evaluateExpression(expression, scope);
  if (value !== undefined) return value;
  const document = JSON.stringify(documentOf(expression, scope));
  throw new RuntimeFault(
    `The JSONPath '${text}' specified for the field '${field}' could not be found in the input '${document}'`,
  );
}
