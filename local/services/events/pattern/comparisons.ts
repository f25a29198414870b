import { anyElement, refused } from './compile.ts';
import type { ValueTest } from './compile.ts';
import { inCidr } from './cidr.ts';

/** Makes the test of one comparison operator from its operand. */
type Comparison = (operand: unknown) => ValueTest;

/**
 * All comparison operators. Source: EventBridge user guide, comparison operators in event patterns.
 */
const COMPARISONS: Readonly<Record<string, Comparison>> = {
  prefix: textual('prefix', (value, wanted) => value.startsWith(wanted)),
  suffix: textual('suffix', (value, wanted) => value.endsWith(wanted)),
  'equals-ignore-case': (operand) => {
    const wanted = stringOf('equals-ignore-case', operand).toLowerCase();
    return strings((value) => value.toLowerCase() === wanted);
  },
  wildcard: (operand) => {
    const expression = wildcard(stringOf('wildcard', operand));
    return strings((value) => expression.test(value));
  },
  numeric: (operand) => {
    const test = numeric(operand);
    return (value) => anyElement(value, (element) => typeof element === 'number' && test(element));
  },
  cidr: (operand) => {
    const test = inCidr(stringOf('cidr', operand));
    return strings(test);
  },
  exists: (operand) => {
    if (typeof operand !== 'boolean')
      throw refused('exists match pattern must be either true or false.');
    return (value) =>
      (value !== undefined &&
        !(typeof value === 'object' && value !== null && !Array.isArray(value))) === operand;
  },
  'anything-but': anythingBut,
};

/** The test of an operator object such as {prefix: 'a'}. */
export function comparisonOf(comparison: Readonly<Record<string, unknown>>): ValueTest {
  const entries = Object.entries(comparison);
  if (entries.length !== 1) throw refused('Only one key allowed in match expression');
  const [name, operand] = entries[0]!;
  const make = COMPARISONS[name];
  if (!make) throw refused(`Unrecognized match type ${name}`);
  return make(operand);
}

function textual(name: string, compare: (value: string, wanted: string) => boolean): Comparison {
  return (operand) => {
    if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) {
      const wanted = stringOf(
        name,
        (operand as Record<string, unknown>)['equals-ignore-case'],
      ).toLowerCase();
      return strings((value) => compare(value.toLowerCase(), wanted));
    }
    const wanted = stringOf(name, operand);
    return strings((value) => compare(value, wanted));
  };
}

function strings(test: (value: string) => boolean): ValueTest {
  return (value) => anyElement(value, (element) => typeof element === 'string' && test(element));
}

function stringOf(name: string, operand: unknown): string {
  if (typeof operand !== 'string') throw refused(`${name} match pattern must be a string`);
  return operand;
}

/** `*` stands for any characters, `\*` for itself. Two stars in a row are refused. */
function wildcard(pattern: string): RegExp {
  if (/(?<!\\)\*\*/.test(pattern)) throw refused('Consecutive wildcard characters at pos 1');
  const source = pattern.replace(
    /\\([*\\])|(\*)|([.+?^${}()|[\]\\])/g,
    (_, escaped: string, star: string, special: string) => {
      if (escaped) return `\\${escaped}`;
      return star ? '[\\s\\S]*' : `\\${special}`;
    },
  );
  return new RegExp(`^${source}$`);
}

const OPERATORS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

function numeric(operand: unknown): (value: number) => boolean {
  if (!Array.isArray(operand) || operand.length < 2 || operand.length % 2 !== 0)
    throw refused('Invalid member in numeric match: must be pairs');
  const tests: ((value: number) => boolean)[] = [];
  for (let i = 0; i < operand.length; i += 2) {
    const compare = OPERATORS[String(operand[i])];
    const limit: unknown = operand[i + 1];
    if (!compare) throw refused(`Unrecognized numeric range operator: ${String(operand[i])}`);
    if (typeof limit !== 'number' || Math.abs(limit) > 5e9)
      throw refused('Value of numeric match must be a number between -5.0E9 and 5.0E9');
    tests.push((value) => compare(value, limit));
  }
  return (value) => tests.every((test) => test(value));
}

/** Every element of a list must be something else; a value that is not there does not match. */
function anythingBut(operand: unknown): ValueTest {
  const excluded = exclusion(operand);
  return (value) => value !== undefined && !anyElement(value, excluded);
}

function exclusion(operand: unknown): (element: unknown) => boolean {
  if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) {
    const [name, inner] = Object.entries(operand)[0] ?? ['', undefined];
    const make = COMPARISONS[name];
    if (!make || name === 'exists' || name === 'numeric')
      throw refused(`Unsupported anything-but pattern: ${name}`);
    const tests = (Array.isArray(inner) ? inner : [inner]).map((value) => make(value));
    return (element) => tests.some((test) => test(element));
  }
  const values: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  if (values.length === 0) throw refused('Empty arrays are not allowed');
  return (element) => values.includes(element);
}
