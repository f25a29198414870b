import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { SCHEMA } from './diagnostic.ts';
import type { StateCheck } from './state.ts';

const RETRY = new Set([
  'ErrorEquals',
  'IntervalSeconds',
  'MaxAttempts',
  'BackoffRate',
  'MaxDelaySeconds',
  'JitterStrategy',
  'Comment',
]);
const CATCH = new Set(['ErrorEquals', 'Next', 'ResultPath', 'Output', 'Assign', 'Comment']);

/** Checks Retry and Catch. */
export function checkRules(check: StateCheck): void {
  checkList(check, 'Retry', RETRY);
  checkList(check, 'Catch', CATCH);
}

function checkList(
  { state, at, context: { findings } }: StateCheck,
  field: 'Retry' | 'Catch',
  known: ReadonlySet<string>,
): void {
  const rules = state[field];
  if (rules === undefined) return;
  if (!Array.isArray(rules))
    return findings.add(SCHEMA, 'Expected value of type Array', `${at}/${field}`);
  rules.forEach((rule, index) => {
    const location = `${at}/${field}[${index}]`;
    if (!isObject(rule)) return findings.add(SCHEMA, 'Expected value of type Object', location);
    for (const name of Object.keys(rule)) {
      if (!known.has(name)) findings.add(SCHEMA, `Field '${name}' is not supported`, location);
    }
    for (const problem of problemsOf(rule, field)) findings.add(SCHEMA, problem, location);
    const all = Array.isArray(rule.ErrorEquals) && rule.ErrorEquals.includes('States.ALL');
    if (all && (index < rules.length - 1 || (rule.ErrorEquals as string[]).length > 1)) {
      findings.add(SCHEMA, 'States.ALL must appear alone and in the last rule', location);
    }
  });
}

function problemsOf(rule: JsonObject, field: 'Retry' | 'Catch'): string[] {
  const problems: string[] = [];
  const missing = ['ErrorEquals', ...(field === 'Catch' ? ['Next'] : [])].filter(
    (name) => rule[name] === undefined,
  );
  if (missing.length > 0) problems.push(`These fields are required: [${missing.join(', ')}]`);
  if (Array.isArray(rule.ErrorEquals) && rule.ErrorEquals.length === 0)
    problems.push('Value cannot be empty');
  const jitter = rule.JitterStrategy;
  if (jitter !== undefined && jitter !== 'FULL' && jitter !== 'NONE') {
    problems.push("The field 'JitterStrategy' should have one of these values: [FULL, NONE]");
  }
  if (typeof rule.BackoffRate === 'number' && rule.BackoffRate < 1)
    problems.push('BackoffRate must be at least 1.0');
  if (typeof rule.MaxAttempts === 'number' && rule.MaxAttempts < 0)
    problems.push('MaxAttempts must not be negative');
  if (typeof rule.IntervalSeconds === 'number' && rule.IntervalSeconds < 1)
    problems.push('IntervalSeconds must be at least 1');
  return problems;
}
