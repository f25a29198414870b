import { jsonEqual } from '../json.ts';
import type { Json } from '../json.ts';
import type { FilterNode, FilterOperand } from './ast.ts';
import { evaluatePath } from './evaluate.ts';

type Comparison = (left: Json, right: Json) => boolean;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '==': jsonEqual,
  '!=': (left, right) => !jsonEqual(left, right),
  '<': (left, right) => ordered(left, right, (order) => order < 0),
  '<=': (left, right) => ordered(left, right, (order) => order <= 0),
  '>': (left, right) => ordered(left, right, (order) => order > 0),
  '>=': (left, right) => ordered(left, right, (order) => order >= 0),
  in: (left, right) => includes(right, left),
  nin: (left, right) => !includes(right, left),
  subsetof: (left, right) => Array.isArray(left) && left.every((item) => includes(right, item)),
  anyof: (left, right) => Array.isArray(left) && left.some((item) => includes(right, item)),
  noneof: (left, right) => Array.isArray(left) && !left.some((item) => includes(right, item)),
  size: (left, right) => (Array.isArray(left) || typeof left === 'string') && left.length === right,
  empty: (left, right) =>
    (Array.isArray(left) || typeof left === 'string') && (left.length === 0) === right,
};

/** True when the item passes the filter. */
export function passes(test: FilterNode, item: Json, root: Json): boolean {
  switch (test.kind) {
    case 'or':
      return passes(test.left, item, root) || passes(test.right, item, root);
    case 'and':
      return passes(test.left, item, root) && passes(test.right, item, root);
    case 'not':
      return !passes(test.of, item, root);
    case 'exists':
      return valueOf(test.operand, item, root) !== undefined;
    case 'compare':
      return compare(test, item, root);
  }
}

function compare(test: FilterNode & { kind: 'compare' }, item: Json, root: Json): boolean {
  const left = valueOf(test.left, item, root);
  if (test.right.kind === 'pattern') return typeof left === 'string' && test.right.value.test(left);
  const right = valueOf(test.right, item, root);
  if (left === undefined || right === undefined) return test.operator === '!=' && left !== right;
  return COMPARISONS[test.operator]!(left, right);
}

function valueOf(operand: FilterOperand, item: Json, root: Json): Json | undefined {
  if (operand.kind === 'literal') return operand.value;
  if (operand.kind === 'pattern') return undefined;
  return evaluatePath(operand.path, operand.kind === 'current' ? item : root);
}

function ordered(left: Json, right: Json, decide: (order: number) => boolean): boolean {
  if (typeof left === 'number' && typeof right === 'number') return decide(left - right);
  if (typeof left === 'string' && typeof right === 'string')
    return decide(left < right ? -1 : Number(left > right));
  return false;
}

function includes(list: Json, item: Json): boolean {
  return Array.isArray(list) && list.some((other) => jsonEqual(other, item));
}
