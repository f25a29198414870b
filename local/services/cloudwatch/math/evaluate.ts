import { choose, combine, FUNCTIONS, MathError } from './functions.ts';
import type { MathContext } from './functions.ts';
import type { Expression } from './parse.ts';
import { number } from './values.ts';
import type { Series, Value } from './values.ts';

const OPERATORS: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  '<': (left, right) => Number(left < right),
  '>': (left, right) => Number(left > right),
  '<=': (left, right) => Number(left <= right),
  '>=': (left, right) => Number(left >= right),
  '&&': (left, right) => Number(left !== 0 && right !== 0),
  '||': (left, right) => Number(left !== 0 || right !== 0),
  AND: (left, right) => Number(left !== 0 && right !== 0),
  OR: (left, right) => Number(left !== 0 || right !== 0),
};

/** Words that functions take in place of a value. */
const WORDS = new Set(['REPEAT', 'LINEAR', 'AVG', 'SUM', 'MIN', 'MAX', 'ASC', 'DESC']);

/** What an expression comes to; names are those of other queries. Throws MathError. */
export function evaluateMath(
  expression: Expression,
  names: (name: string) => Value | undefined,
  context: MathContext,
): Value {
  const evaluate = (inner: Expression): Value => evaluateMath(inner, names, context);
  switch (expression.kind) {
    case 'number':
      return number(expression.number);
    case 'text':
      return expression;
    case 'negate':
      return combine(number(0), evaluate(expression.operand), (left, right) => left - right);
    case 'binary':
      return combine(
        evaluate(expression.left),
        evaluate(expression.right),
        OPERATORS[expression.operator]!,
      );
    case 'list':
      return { kind: 'list', series: expression.items.flatMap((item) => seriesOf(evaluate(item))) };
    case 'name':
      return named(expression.name, names);
    case 'call':
      return call(expression.name, expression.args.map(evaluate), context);
  }
}

function named(name: string, names: (name: string) => Value | undefined): Value {
  const value = names(name);
  if (value) return value;
  if (WORDS.has(name.toUpperCase())) return { kind: 'text', text: name.toUpperCase() };
  throw new MathError(`'${name}' is no id of a query`);
}

function call(name: string, args: readonly Value[], context: MathContext): Value {
  if (name === 'IF') {
    const [condition, yes, no] = args;
    if (!condition || !yes) throw new MathError('IF needs a condition and a value');
    return choose(condition, yes, no);
  }
  const compute = FUNCTIONS[name];
  if (!compute) throw new MathError(`the function ${name} is not supported`);
  return compute(args, context);
}

function seriesOf(value: Value): readonly Series[] {
  if (value.kind === 'list') return value.series;
  if (value.kind === 'series') return [value];
  throw new MathError('a list holds time series only');
}
