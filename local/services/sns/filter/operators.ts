import { AwsError } from '../../../errors.ts';
import { inCidr } from '../../events/pattern/cidr.ts';
import { refused } from './spot.ts';
import type { Json, Spot } from './spot.ts';

type Check = (operand: Spot) => void;

const CHECKS: Readonly<Record<string, Check>> = {
  prefix: mustBeText('prefix'),
  suffix: mustBeText('suffix'),
  'equals-ignore-case': mustBeText('equals-ignore-case'),
  'anything-but': checkAnythingBut,
  exists: (operand) => {
    if (typeof operand.value !== 'boolean')
      throw operand.refuse('exists match pattern must be either true or false.');
  },
  cidr: (operand) => {
    // Recorded from AWS: the words are those of a prefix.
    mustBeText('prefix')(operand);
    checkNetwork(String(operand.value));
  },
  numeric: checkNumeric,
};

/** Throws AWS's refusal of an object among the values of a key: one operator and its operand. */
export function checkOperator(object: Spot): void {
  const [first, second] = object.members();
  if (!first) throw object.refuseAfter('Empty objects are not allowed');
  const [name, operand] = first;
  const check = CHECKS[name];
  if (!check) throw operand.refuse(`Unrecognized match type ${name}`);
  check(operand);
  if (second) throw second[1].refuse('Only one key allowed in match expression');
}

function mustBeText(name: string): Check {
  return (operand) => {
    if (typeof operand.value !== 'string')
      throw operand.refuse(`${name} match pattern must be a string`);
  };
}

function checkAnythingBut(operand: Spot): void {
  if (operand.isObject) return checkNested(operand);
  const values = (operand.isArray ? operand.value : [operand.value]) as readonly Json[];
  if (values.length === 0) throw operand.refuseAfter('Empty arrays are not allowed');
  const types = new Set(values.map((value) => typeof value));
  if (types.size > 1 || !(types.has('string') || types.has('number'))) {
    throw operand.refuse(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  }
}

/** Of the nested operators SNS has `prefix` only, unlike EventBridge: recorded from AWS. */
function checkNested(operand: Spot): void {
  const [first] = operand.members();
  if (!first) throw operand.refuseAfter('Empty objects are not allowed');
  const [name, value] = first;
  if (name !== 'prefix') throw value.refuse(`Unsupported anything-but pattern: ${name}`);
  mustBeText('prefix')(value);
}

function checkNetwork(network: string): void {
  try {
    inCidr(network);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw refused(error.message.replace(/^.*Reason: /s, ''));
  }
}

const UPPER_BOUNDS = new Set<Json>(['<', '<=']);

function checkNumeric(operand: Spot): void {
  if (!operand.isArray) throw operand.refuse('Value of numeric must be an array.');
  const items = operand.items();
  const [operator, bound, second, limit] = items;
  if (!operator || typeof operator.value !== 'string')
    throw operand.refuse('Invalid member in numeric match: expected an operator');
  if (!['=', '<', '<=', '>', '>='].includes(operator.value))
    throw operator.refuse(`Unrecognized numeric range operator: ${operator.value}`);
  if (typeof bound?.value !== 'number')
    throw (bound ?? operator).refuse(`Value of ${operator.value} must be numeric`);
  if (!second) return;
  if (!operator.value.startsWith('>') || items.length > 4)
    throw second.refuse('Too many elements in numeric expression');
  if (!UPPER_BOUNDS.has(second.value))
    throw second.refuse(`Bad numeric range operator: ${String(second.value)}`);
  if (typeof limit?.value !== 'number')
    throw (limit ?? second).refuse(`Value of ${String(second.value)} must be numeric`);
  if (bound.value >= limit.value) throw limit.refuse('Bottom must be less than top');
}
