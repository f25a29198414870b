import { anythingButTerm } from './anything-but.ts';
import { inCidr } from './cidr.ts';
import { anyCase } from './ignore-case.ts';
import type { JsonText } from './json-text.ts';
import { numericTerm } from './numeric.ts';
import { refused } from './refusal.ts';
import { addressTerm, textTerm } from './term.ts';
import type { Members, Term } from './term.ts';
import { wildcardTest, wildcardTokens } from './wildcard.ts';

const ONE_KEY = 'Only one key allowed in match expression';

/** Makes the term of an operator; `more` where other members follow it in its object. */
type Operator = (operand: JsonText, more: boolean) => Term;

const OPERATORS: Readonly<Record<string, Operator>> = {
  exactly: simple((operand) => {
    const wanted = `"${stringOf(operand, 'exact match pattern must be a string')}"`;
    return textTerm((text) => text === wanted);
  }),
  prefix: simple((operand) => {
    if (operand.kind === 'object') {
      const expression = new RegExp(`^"${anyCase(ignoringCase(operand.members, 'Prefix'))}`);
      return textTerm((text) => expression.test(text));
    }
    const begin = `"${stringOf(operand, 'prefix match pattern must be a string')}`;
    return textTerm((text) => text.startsWith(begin));
  }),
  suffix: simple((operand) => {
    if (operand.kind === 'object') {
      const expression = new RegExp(`${anyCase(ignoringCase(operand.members, 'Suffix'))}"$`);
      return textTerm((text) => expression.test(text));
    }
    const end = `${stringOf(operand, 'suffix match pattern must be a string')}"`;
    return textTerm((text) => text.endsWith(end));
  }),
  'equals-ignore-case': simple((operand) => {
    const wanted = stringOf(operand, 'equals-ignore-case match pattern must be a string');
    const expression = new RegExp(`^"${anyCase(wanted)}"$`);
    return textTerm((text) => expression.test(text));
  }),
  wildcard: simple((operand) => {
    const tokens = wildcardTokens(stringOf(operand, 'wildcard match pattern must be a string'));
    return { ...textTerm(wildcardTest(tokens)), wildcards: [tokens] };
  }),
  // AWS says prefix here, too.
  cidr: simple((operand) =>
    addressTerm(inCidr(stringOf(operand, 'prefix match pattern must be a string'))),
  ),
  exists: simple((operand) => {
    if (operand.kind !== 'word' || operand.text === 'null')
      throw refused('exists match pattern must be either true or false.');
    return operand.text === 'true' ? { test: () => true } : { test: () => false, absent: true };
  }),
  numeric: (operand, more) => {
    const term = numericTerm(operand);
    if (more) throw refused('Too many elements in numeric expression');
    return term;
  },
  'anything-but': anythingButTerm,
};

/** The term of an operator object such as `{"prefix": "a"}`. */
export function operatorTerm([first, ...others]: Members): Term {
  if (!first) throw refused('Match expression name not found');
  const [name, operand] = first;
  const operator = OPERATORS[name];
  if (!operator) throw refused(`Unrecognized match type ${name}`);
  return operator(operand, others.length > 0);
}

function simple(make: (operand: JsonText) => Term): Operator {
  return (operand, more) => {
    const term = make(operand);
    if (more) throw refused(ONE_KEY);
    return term;
  };
}

function stringOf(operand: JsonText, otherwise: string): string {
  if (operand.kind !== 'string') throw refused(otherwise);
  return operand.text;
}

/** The text of `{"equals-ignore-case": text}` in a prefix or suffix. */
function ignoringCase([first, ...others]: Members, what: 'Prefix' | 'Suffix'): string {
  if (!first) throw refused(`${what} expression name not found`);
  const [name, operand] = first;
  if (name !== 'equals-ignore-case')
    throw refused(`Unsupported ${what.toLowerCase()} pattern: ${name}`);
  const text = stringOf(operand, 'equals-ignore-case match pattern must be a string');
  if (others.length > 0) throw refused(ONE_KEY);
  return text;
}
