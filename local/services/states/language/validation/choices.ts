import { COMPARISONS } from '../comparisons.ts';
import { isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { SCHEMA } from './diagnostic.ts';
import { isPath, isReferencePath } from './expressions.ts';
import type { StateCheck } from './state.ts';

/** Checks the rules of a Choice state. */
export function checkChoices(check: StateCheck): void {
  const {
    state,
    at,
    context: { findings },
  } = check;
  if (!Array.isArray(state.Choices)) return;
  if (state.Choices.length === 0) findings.add(SCHEMA, 'Value cannot be empty', `${at}/Choices`);
  state.Choices.forEach((rule, index) => {
    const location = `${at}/Choices[${index}]`;
    if (!isObject(rule)) return findings.add(SCHEMA, 'Expected value of type Object', location);
    if (rule.Next === undefined)
      findings.add(SCHEMA, 'These fields are required: [Next]', location);
    checkRule(rule, location, check);
  });
}

function checkRule(rule: JsonObject, at: string, check: StateCheck): void {
  const {
    context: { findings },
    language,
  } = check;
  if (language === 'JSONata') {
    if (rule.Condition === undefined)
      findings.add(SCHEMA, 'These fields are required: [Condition]', at);
    return;
  }
  if (rule.Condition !== undefined)
    findings.add(SCHEMA, "Field 'Condition' is not allowed when QueryLanguage is JSONPath", at);
  const nested = (['And', 'Or', 'Not'] as const).filter((field) => rule[field] !== undefined);
  if (nested.length === 0) return checkComparison(rule, at, check);
  for (const field of nested) {
    const inner: Json[] = Array.isArray(rule[field]) ? rule[field] : [rule[field]!];
    inner.forEach((part, index) => {
      if (isObject(part)) checkRule(part, `${at}/${field}[${index}]`, check);
    });
  }
}

function checkComparison(
  rule: JsonObject,
  at: string,
  { context: { findings } }: StateCheck,
): void {
  const operators = Object.keys(rule).filter(
    (name) => name === 'IsPresent' || COMPARISONS[name.replace(/Path$/, '')],
  );
  if (operators.length !== 1) {
    return findings.add(SCHEMA, 'A choice rule must have exactly one comparison operator', at);
  }
  if (!isReferencePath(rule.Variable))
    findings.add(SCHEMA, 'Value is not a Reference Path', `${at}/Variable`);
  const operator = operators[0]!;
  if (operator.endsWith('Path') && !isPath(rule[operator]))
    findings.add(SCHEMA, 'Value is not a valid JSONPath', `${at}/${operator}`);
}
