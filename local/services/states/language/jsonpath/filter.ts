import { jsonEqual } from '../json.ts';
import type { Json } from '../json.ts';
import type { FilterNode, FilterOperand, JsonPath } from './ast.ts';

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

/** Where a filter is applied, and how its paths are followed. */
export interface FilterScope {
  readonly item: Json;
  readonly root: Json;
  readonly follow: (path: JsonPath, from: Json) => Json | undefined;
}

/** True when the item passes the filter. */
export function passes(test: FilterNode, scope: FilterScope): boolean {
  switch (test.kind) {
    case 'or':
      return passes(test.left, scope) || passes(test.right, scope);
    case 'and':
      return passes(test.left, scope) && passes(test.right, scope);
    case 'not':
      return !passes(test.of, scope);
    case 'exists':
      return valueOf(test.operand, scope) !== undefined;
    case 'compare':
      return compare(test, scope);
  }
}

function compare(test: FilterNode & { kind: 'compare' }, scope: FilterScope): boolean {
  const left = valueOf(test.left, scope);
  if (test.right.kind === 'pattern') return typeof left === 'string' && test.right.value.test(left);
  const right = valueOf(test.right, scope);
  if (left === undefined || right === undefined) return test.operator === '!=' && left !== right;
  return COMPARISONS[test.operator]!(left, right);
}

function valueOf(operand: FilterOperand, { item, root, follow }: FilterScope): Json | undefined {
  if (operand.kind === 'literal') return operand.value;
  if (operand.kind === 'pattern') return undefined;
  return follow(operand.path, operand.kind === 'current' ? item : root);
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
