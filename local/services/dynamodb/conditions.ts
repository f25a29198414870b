import { dynaliteDb } from './dynalite.ts';
import type { AttributeValue, CheckedRequest, Item } from './dynalite.ts';
import { sameValue, typeOf } from './equality.ts';

/** A parsed expression: a test of operands, or tests that are joined. */
interface Test {
  readonly type: string;
  /** Of functions. */
  readonly name?: string;
  readonly args: readonly unknown[];
}

type Value = AttributeValue | undefined;

/** The members of `Expected`, `QueryFilter` and `ScanFilter`. */
interface OlderTest {
  readonly Exists?: boolean;
  readonly ComparisonOperator?: string;
  readonly AttributeValueList?: readonly AttributeValue[];
  readonly Value?: AttributeValue;
}

/**
 * True where an item satisfies the condition of a write, in either form. dynalite parses conditions;
 * what they mean is said here, since it compares maps and lists by identity and takes what is missing
 * on both sides for equal.
 */
export function satisfies(item: Item, request: CheckedRequest): boolean {
  const condition = request._condition as { readonly expression: Test } | undefined;
  if (condition) return matches(item, condition.expression);
  return matchesOlder(item, request.Expected, request.ConditionalOperator);
}

/** True where an item passes the filter of a page, in either form. */
export function passes(item: Item, request: CheckedRequest): boolean {
  const filter = request._filter as { readonly expression: Test } | undefined;
  if (filter) return matches(item, filter.expression);
  const older = request.QueryFilter ?? request.ScanFilter;
  return matchesOlder(item, older, request.ConditionalOperator);
}

function matches(item: Item, test: Test): boolean {
  const [first, second] = test.args as readonly Test[];
  if (test.type === 'and') return matches(item, first!) && matches(item, second!);
  if (test.type === 'or') return matches(item, first!) || matches(item, second!);
  if (test.type === 'not') return !matches(item, first!);
  const [value, ...others] = test.args.map((operand) => valueOf(operand, item));
  return TESTS[test.type === 'function' ? test.name! : test.type]!(value, others);
}

function matchesOlder(item: Item, tests: unknown, operator: unknown): boolean {
  const results = Object.entries((tests ?? {}) as Record<string, OlderTest>).map(([name, test]) => {
    const others = test.AttributeValueList ?? (test.Value ? [test.Value] : []);
    return TESTS[OLDER_NAMES[operatorOf(test)]!]!(item[name], others);
  });
  if (results.length === 0) return true;
  return operator === 'OR' ? results.includes(true) : !results.includes(false);
}

function operatorOf({ Exists, ComparisonOperator, Value }: OlderTest): string {
  if (Exists === false) return 'NULL';
  if (Exists === true && !Value) return 'NOT_NULL';
  return ComparisonOperator ?? 'EQ';
}

/** A path, the size of an operand, or a value. */
function valueOf(operand: unknown, item: Item): Value {
  if (Array.isArray(operand)) return atPath(operand, item);
  const { type, args } = operand as Test;
  return type === 'function' ? sizeOf(valueOf(args[0], item)) : (operand as AttributeValue);
}

/** What an item has at a path; nothing that every object has. */
function atPath(path: readonly unknown[], item: Item): Value {
  if (!Object.hasOwn(item, String(path[0]))) return undefined;
  return dynaliteDb().mapPath(path, item) ?? undefined;
}

/** Source: developer guide, "size". A number has none. */
function sizeOf(value: Value): Value {
  if (!value) return undefined;
  const [type, content] = [typeOf(value), Object.values(value)[0]];
  const counts: Readonly<Record<string, () => number>> = {
    S: () => Buffer.byteLength(String(content)),
    B: () => Buffer.from(String(content), 'base64').length,
    M: () => Object.keys(content as object).length,
  };
  const size = Array.isArray(content) ? content.length : counts[type]?.();
  return size === undefined ? undefined : { N: String(size) };
}

type Check = (value: Value, others: readonly Value[]) => boolean;

const TESTS: Readonly<Record<string, Check>> = {
  '=': (value, [other]) => isSame(value, other),
  '<>': (value, [other]) => !isSame(value, other),
  '<': ordered((order) => order < 0),
  '<=': ordered((order) => order <= 0),
  '>': ordered((order) => order > 0),
  '>=': ordered((order) => order >= 0),
  between: (value, [low, high]) => TESTS['>=']!(value, [low]) && TESTS['<=']!(value, [high]),
  in: (value, others) => others.some((other) => isSame(value, other)),
  attribute_exists: (value) => value !== undefined,
  attribute_not_exists: (value) => value === undefined,
  attribute_type: (value, [wanted]) => value !== undefined && typeOf(value) === wanted?.S,
  begins_with: (value, [start]) => beginsWith(value, start),
  contains: (value, [part]) => contains(value, part),
  not_contains: (value, [part]) => !contains(value, part),
};

const OLDER_NAMES: Readonly<Record<string, string>> = {
  EQ: '=',
  NE: '<>',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  BETWEEN: 'between',
  IN: 'in',
  NOT_NULL: 'attribute_exists',
  NULL: 'attribute_not_exists',
  BEGINS_WITH: 'begins_with',
  CONTAINS: 'contains',
  NOT_CONTAINS: 'not_contains',
};

/** What is missing equals nothing. */
function isSame(value: Value, other: Value): boolean {
  return value !== undefined && other !== undefined && sameValue(value, other);
}

/** Texts, numbers and bytes are ordered, among their own kind only. */
function ordered(holds: (order: number) => boolean): Check {
  return (value, [other]) => {
    if (!value || !other) return false;
    const type = typeOf(value);
    if (type !== typeOf(other) || !['S', 'N', 'B'].includes(type)) return false;
    const [left, right] = [value, other].map((one) => dynaliteDb().toRangeStr(one[type], type));
    return holds(left! < right! ? -1 : left! > right! ? 1 : 0);
  };
}

function beginsWith(value: Value, start: Value): boolean {
  if (!value || !start || typeOf(value) !== typeOf(start)) return false;
  const [whole, part] = [bytesOf(value), bytesOf(start)];
  return !!whole && !!part && whole.subarray(0, part.length).equals(part);
}

function contains(value: Value, part: Value): boolean {
  if (!value || !part) return false;
  if (Array.isArray(value.L)) return value.L.some((one) => sameValue(one as AttributeValue, part));
  const [type, wanted] = [typeOf(value), typeOf(part)];
  const members = value[type];
  if (type === `${wanted}S`) {
    return (members as readonly unknown[]).some((one) => sameValue({ [wanted]: one }, part));
  }
  const [whole, piece] = type === wanted ? [bytesOf(value), bytesOf(part)] : [];
  return !!whole && !!piece && whole.includes(piece);
}

function bytesOf({ S, B }: AttributeValue): Buffer | undefined {
  if (typeof S === 'string') return Buffer.from(S);
  return typeof B === 'string' ? Buffer.from(B, 'base64') : undefined;
}
