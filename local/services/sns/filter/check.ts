import { complexityOf } from './complexity.ts';
import { checkOperator } from './operators.ts';
import { refused, Spot } from './spot.ts';
import type { JsonObject } from './spot.ts';

/** What a filter policy looks at. */
export type FilterScope = 'MessageAttributes' | 'MessageBody';

/** Keys that a policy may have, and combinations of values. Source: SNS developer guide. */
const MAX_KEYS = 5;
const MAX_COMBINATIONS = 150;

/** Throws AWS's refusal of a filter policy. */
export function checkFilterPolicy(text: string, scope: FilterScope): void {
  const policy = Spot.of(text);
  if (!policy.isObject) throw policy.refuse('Filter is not an object');
  checkMembers(policy, scope);
  const { keys, combinations } = complexityOf(policy.value as JsonObject);
  if (combinations > MAX_COMBINATIONS) throw refused('Filter policy is too complex');
  if (keys > MAX_KEYS) throw refused(`Filter policy can not have more than ${MAX_KEYS} keys`);
}

function checkMembers(object: Spot, scope: FilterScope): void {
  const members = object.members();
  if (members.length === 0) throw object.refuseAfter('Empty objects are not allowed');
  for (const [name, value] of members) {
    if (name === '$or' && isAlternatives(value))
      for (const alternative of value.items()) checkMembers(alternative, scope);
    else checkMember(name, value, scope);
  }
}

function isAlternatives(value: Spot): boolean {
  return value.isArray && value.items().length > 1 && value.items().every((item) => item.isObject);
}

function checkMember(name: string, value: Spot, scope: FilterScope): void {
  if (value.isArray) return checkValues(value);
  if (!value.isObject) throw value.refuse(`"${name}" must be an object or an array`);
  checkMembers(value, scope);
  if (scope === 'MessageAttributes')
    throw refused('Filter policy scope MessageAttributes does not support nested filter policy');
}

function checkValues(list: Spot): void {
  const values = list.items();
  if (values.length === 0) throw list.refuseAfter('Empty arrays are not allowed');
  for (const value of values) {
    if (value.isArray)
      throw value.refuse('Match value must be String, number, true, false, or null');
    if (value.isObject) checkOperator(value);
  }
}
