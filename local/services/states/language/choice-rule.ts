import { COMPARISONS } from './comparisons.ts';
import { QueryFault, RuntimeFault } from './failure.ts';
import { evaluateQuery, isQuery, queryText } from './jsonata/expression.ts';
import type { Json } from './json.ts';
import { compileExpression, evaluateExpression } from './path-expression.ts';
import type { Scope } from './scope.ts';
import type { ChoiceRule } from './types.ts';

/** Whether a rule of the JSONPath language holds. */
export function holds(rule: ChoiceRule, scope: Scope): boolean {
  if (rule.And) return rule.And.every((inner) => holds(inner, scope));
  if (rule.Or) return rule.Or.some((inner) => holds(inner, scope));
  if (rule.Not) return !holds(rule.Not, scope);
  const operator = Object.keys(rule).find(
    (name) => name === 'IsPresent' || COMPARISONS[name.replace(/Path$/, '')],
  );
  if (!operator) throw new RuntimeFault('The choice rule has no comparison operator');
  return compare(rule, operator, scope);
}

function compare(rule: ChoiceRule, operator: string, scope: Scope): boolean {
  const variable = rule.Variable ?? '$';
  const value = evaluateExpression(compileExpression(variable), scope);
  if (operator === 'IsPresent') return (value !== undefined) === rule.IsPresent;
  if (value === undefined) throw unresolved(variable);
  // The definition is JSON, so what stands at an operator is JSON too.
  const operand = rule[operator] as Json;
  if (!operator.endsWith('Path')) return COMPARISONS[operator]!(value, operand);
  const found = evaluateExpression(compileExpression(String(operand)), scope);
  if (found === undefined) throw unresolved(String(operand));
  return COMPARISONS[operator.slice(0, -'Path'.length)]!(value, found);
}

function unresolved(path: string): RuntimeFault {
  return new RuntimeFault(
    `Invalid path '${path}': The choice state's condition path references an invalid value.`,
  );
}

/**
 * Whether a rule of the JSONata language holds; `location` is its place, for example
 * `Choices[0]/Condition`.
 */
export async function conditionHolds(
  rule: ChoiceRule,
  location: string,
  scope: Scope,
): Promise<boolean> {
  const condition = rule.Condition;
  if (typeof condition !== 'string' || !isQuery(condition)) return condition === true;
  const text = queryText(condition);
  const value = await evaluateQuery(text, location, scope);
  if (typeof value === 'boolean') return value;
  throw new QueryFault(
    `The JSONata expression '${text}' specified for the field '${location}' returned an unexpected result type. ` +
      `Expected 'boolean', but was '${Array.isArray(value) ? 'array' : typeof value}' for value: ${JSON.stringify(value)}`,
    location,
  );
}
