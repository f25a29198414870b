import { isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Findings } from './diagnostic.ts';

/**
 * Checks that every way leads to a state, that every state is on a way, and that one of them is the
 * end.
 */
export function checkGraph(machine: JsonObject, at: string, findings: Findings): void {
  const states = machine.States as JsonObject;
  const start = String(machine.StartAt);
  if (!(start in states))
    return findings.add(
      'MISSING_TRANSITION_TARGET',
      `Missing 'StartAt' target: ${start}`,
      `${at}/StartAt`,
    );
  let whole = true;
  for (const [name, state] of Object.entries(states)) {
    for (const { target, field } of transitions(state)) {
      if (target in states) continue;
      whole = false;
      findings.add(
        'MISSING_TRANSITION_TARGET',
        `Missing '${field.split('/').at(-1)!}' target: ${target}`,
        `${at}/States/${name}/${field}`,
      );
    }
  }
  if (whole) checkReach(states, start, at, findings);
}

function checkReach(states: JsonObject, start: string, at: string, findings: Findings): void {
  const reached = new Set([start]);
  for (const name of reached)
    for (const { target } of transitions(states[name]!)) reached.add(target);
  for (const name of Object.keys(states)) {
    if (!reached.has(name)) {
      findings.add(
        'MISSING_TRANSITION_TARGET',
        `State "${name}" is not reachable.`,
        `${at}/States/${name}`,
      );
    }
  }
  if (!Object.values(states).some(isEnd))
    findings.add('NO_TERMINAL_STATE', 'No terminal state found in machine', `${at}/States`);
}

/** A state that can be the last one. */
function isEnd(state: Json): boolean {
  return (
    isObject(state) && (state.End === true || state.Type === 'Succeed' || state.Type === 'Fail')
  );
}

/** Where a state leads to. */
function transitions(state: Json): { readonly target: string; readonly field: string }[] {
  if (!isObject(state)) return [];
  const found: { target: string; field: string }[] = [];
  const add = (target: Json | undefined, field: string) => {
    if (typeof target === 'string') found.push({ target, field });
  };
  add(state.Next, 'Next');
  add(state.Default, 'Default');
  for (const list of ['Choices', 'Catch']) {
    const rules = state[list];
    if (!Array.isArray(rules)) continue;
    rules.forEach((rule, index) => {
      if (isObject(rule)) add(rule.Next, `${list}[${index}]/Next`);
    });
  }
  return found;
}
