import type { JsonText } from './json-text.ts';
import { comparable } from './number.ts';
import { refused } from './refusal.ts';
import { numberTerm } from './term.ts';
import type { Term } from './term.ts';

/** The text of a token as AWS's parser names it in errors. */
function textOf(node: JsonText | undefined): string {
  if (!node) return ']';
  if (node.kind === 'object') return '{';
  return node.kind === 'array' ? '[' : node.text;
}

/** `["=", 5]`, `[">", 0]`, `[">", 0, "<=", 5]`: two sides only with a lower bound first. */
export function numericTerm(operand: JsonText): Term {
  if (operand.kind !== 'array') throw refused('Value of numeric must be an array.');
  const [first, limit, second, top, ...rest] = operand.items;
  if (first?.kind !== 'string') throw refused(`Invalid member in numeric match: ${textOf(first)}`);
  const operator = first.text;
  if (!['=', '<', '<=', '>', '>='].includes(operator))
    throw refused(`Unrecognized numeric range operator: ${operator}`);
  const bound = numberOf(limit, operator === '=' ? 'equals' : operator);
  if (!operator.startsWith('>')) {
    if (second) throw refused('Too many elements in numeric expression');
    return one(operator, bound);
  }
  if (!second) return one(operator, bound);
  if (second.kind !== 'string') throw refused(`Bad value in numeric range: ${textOf(second)}`);
  if (second.text !== '<' && second.text !== '<=')
    throw refused(`Bad numeric range operator: ${second.text}`);
  const upper = numberOf(top, second.text);
  if (rest.length > 0) throw refused('Too many terms in numeric range expression');
  if (bound >= upper) throw refused('Bottom must be less than top');
  const [above, below] = [COMPARE[operator]!, COMPARE[second.text]!];
  return numberTerm((value) => above(value, bound) && below(value, upper));
}

/** The number of an element, or AWS's refusal. */
export function comparableOf(text: string): number {
  const value = comparable(text);
  if (value === undefined) throw refused(`Cannot compare number : ${text}`);
  return value;
}

function numberOf(node: JsonText | undefined, operator: string): number {
  if (node?.kind !== 'number') throw refused(`Value of ${operator} must be numeric`);
  return comparableOf(node.text);
}

const COMPARE: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

function one(operator: string, bound: number): Term {
  const compare = COMPARE[operator]!;
  return numberTerm((value) => compare(value, bound));
}
