import { anyCase } from './ignore-case.ts';
import type { JsonText } from './json-text.ts';
import { comparableOf } from './numeric.ts';
import { refused } from './refusal.ts';
import type { Term } from './term.ts';
import { wildcardTest, wildcardTokens } from './wildcard.ts';

const TOO_MANY = 'Too many elements in numeric expression';

/** Matches every value but those named; a field that is not there does not match. */
export function anythingButTerm(operand: JsonText, more: boolean): Term {
  if (operand.kind === 'object') {
    const [first, ...others] = operand.members;
    if (!first) throw refused('Anything-But expression name not found');
    const [name, nested] = first;
    const make = OPERATORS[name];
    if (!make) throw refused(`Unsupported anything-but pattern: ${name}`);
    const term = make(valuesOf(nested));
    if (others.length > 0 || more) throw refused(TOO_MANY);
    return term;
  }
  const term = listed(operand.kind === 'array', valuesOf(operand));
  if (more) throw refused(TOO_MANY);
  return term;
}

function valuesOf(node: JsonText): readonly JsonText[] {
  if (node.kind === 'array') return node.items;
  if (node.kind === 'string' || node.kind === 'number') return [node];
  throw refused('Value of anything-but must be an array or single string/number value.');
}

/** Plain values: all strings or all numbers. */
function listed(isList: boolean, values: readonly JsonText[]): Term {
  const texts = new Set<string>();
  const numbers = new Set<number>();
  for (const value of values) {
    if (value.kind === 'string') texts.add(`"${value.text}"`);
    else if (value.kind === 'number') numbers.add(comparableOf(value.text));
    else throw refused('Inside anything but list, start|null|boolean is not supported.');
  }
  if (isList && texts.size > 0 === numbers.size > 0)
    throw refused(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  if (numbers.size > 0)
    return {
      compares: 'number',
      test: ({ number }) => number === undefined || !numbers.has(number),
    };
  return exceptTexts((text) => texts.has(text));
}

const NO_STRING = 'prefix/suffix match pattern must be a string';
const OPERATORS: Readonly<Record<string, (values: readonly JsonText[]) => Term>> = {
  prefix: (values) => {
    const begins = affixesOf(values).map((text) => `"${text}`);
    return exceptTexts((text) => begins.some((begin) => text.startsWith(begin)));
  },
  suffix: (values) => {
    const ends = affixesOf(values).map((text) => `${text}"`);
    return exceptTexts((text) => ends.some((end) => text.endsWith(end)));
  },
  'equals-ignore-case': (values) => {
    const texts = stringsOf(
      values,
      'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
    );
    const expressions = texts.map((text) => new RegExp(`^"${anyCase(text)}"$`));
    return exceptTexts((text) => expressions.some((expression) => expression.test(text)));
  },
  wildcard: (values) => {
    const wildcards = stringsOf(values, 'wildcard match pattern must be a string').map(
      wildcardTokens,
    );
    const tests = wildcards.map(wildcardTest);
    return { ...exceptTexts((text) => tests.some((test) => test(text))), wildcards };
  },
};

function affixesOf(values: readonly JsonText[]): readonly string[] {
  return values.map((value) => {
    if (value.kind !== 'string') throw refused(NO_STRING);
    if (value.text === '') throw refused('Null prefix/suffix not allowed');
    return value.text;
  });
}

function stringsOf(values: readonly JsonText[], otherwise: string): readonly string[] {
  return values.map((value) => {
    if (value.kind !== 'string') throw refused(otherwise);
    return value.text;
  });
}

/** A value that is compared as a number is something else than any text. */
function exceptTexts(isExcluded: (text: string) => boolean): Term {
  return {
    test: ({ text, number }) => number !== undefined || !isExcluded(text),
  };
}
