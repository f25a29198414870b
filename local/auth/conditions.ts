import { matchesArn, matchesWildcard } from './wildcard.ts';

/** Tells the value of a condition key, named in lower case; undefined where the request has none. */
export interface ConditionContext {
  get(key: string): string | readonly string[] | undefined;
}

/** Compares a policy value with a value of the request. */
type Test = (wanted: string, given: string) => boolean;

const numeric =
  (compare: (given: number, wanted: number) => boolean): Test =>
  (wanted, given) =>
    compare(Number(given), Number(wanted));
const date =
  (compare: (given: number, wanted: number) => boolean): Test =>
  (wanted, given) =>
    compare(epoch(given), epoch(wanted));

/**
 * Operators by name. Negated ones name the operator they negate. Source: IAM user guide, condition
 * operators.
 */
const OPERATORS: Readonly<Record<string, Test>> = {
  StringEquals: (wanted, given) => wanted === given,
  StringEqualsIgnoreCase: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
  StringLike: matchesWildcard,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
  BinaryEquals: (wanted, given) => wanted === given,
  IpAddress: inNetwork,
  NumericEquals: numeric((given, wanted) => given === wanted),
  NumericLessThan: numeric((given, wanted) => given < wanted),
  NumericLessThanEquals: numeric((given, wanted) => given <= wanted),
  NumericGreaterThan: numeric((given, wanted) => given > wanted),
  NumericGreaterThanEquals: numeric((given, wanted) => given >= wanted),
  DateEquals: date((given, wanted) => given === wanted),
  DateLessThan: date((given, wanted) => given < wanted),
  DateLessThanEquals: date((given, wanted) => given <= wanted),
  DateGreaterThan: date((given, wanted) => given > wanted),
  DateGreaterThanEquals: date((given, wanted) => given >= wanted),
};

const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NotIpAddress: 'IpAddress',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
};

/** An operator with its set qualifier and its `IfExists` taken apart. */
interface Operator {
  readonly qualifier: 'all' | 'any' | undefined;
  readonly ifExists: boolean;
  readonly negated: boolean;
  readonly name: string;
}

/** True when every operator of a condition block holds. An unknown operator never holds. */
export function conditionHolds(
  block: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  context: ConditionContext,
): boolean {
  return Object.entries(block).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) =>
      keyHolds(parse(operator), key.toLowerCase(), asList(values), context),
    ),
  );
}

/** What does not hold of a condition block, in words: operator, key, what is asked, what is. */
export function unheld(
  block: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  context: ConditionContext,
): readonly string[] {
  return Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys)
      .filter(
        ([key, values]) => !keyHolds(parse(operator), key.toLowerCase(), asList(values), context),
      )
      .map(([key, values]) => {
        const given = context.get(key.toLowerCase());
        const is = given === undefined ? 'not in the request' : `'${[given].flat().join("', '")}'`;
        return `${operator} ${key}: wants '${asList(values).join("' or '")}', is ${is}`;
      }),
  );
}

/**
 * Replaces policy variables `${key}` and `${key, 'default'}`; an unknown one never matches
 * anything.
 */
export function substitute(text: string, context: ConditionContext): string {
  if (!text.includes('${')) return text;
  return text.replace(/\$\{([^}]+)\}/g, (_, expression: string) => {
    if (expression === '*' || expression === '?' || expression === '$') return expression;
    const [name, fallback] = expression.split(/,\s*/);
    const value = context.get(name!.trim().toLowerCase());
    if (value !== undefined) return typeof value === 'string' ? value : value.join(',');
    return fallback === undefined ? '\u0000' : fallback.replace(/^'|'$/g, '');
  });
}

function keyHolds(
  operator: Operator,
  key: string,
  wanted: readonly string[],
  context: ConditionContext,
): boolean {
  const given = context.get(key);
  if (operator.name === 'Null')
    return wanted.some((value) => (value === 'true') === (given === undefined));
  const test = OPERATORS[operator.name];
  if (!test) return false;
  const absent = given === undefined || (typeof given !== 'string' && given.length === 0);
  if (absent) return holdsWhenAbsent(operator);
  const matches = (value: string) => {
    const hit = wanted.some((pattern) => test(substitute(pattern, context), value));
    return operator.negated ? !hit : hit;
  };
  const values = typeof given === 'string' ? [given] : given;
  if (operator.qualifier === 'all') return values.every(matches);
  if (operator.qualifier === 'any') return values.some(matches);
  return values.length === 1 && matches(values[0]!);
}

function holdsWhenAbsent(operator: Operator): boolean {
  if (operator.qualifier === 'all') return true;
  if (operator.qualifier === 'any') return false;
  return operator.ifExists || operator.negated;
}

function parse(text: string): Operator {
  const qualified = /^(ForAllValues|ForAnyValue):(.+)$/.exec(text);
  const qualifier = qualified ? (qualified[1] === 'ForAllValues' ? 'all' : 'any') : undefined;
  const rest = qualified ? qualified[2]! : text;
  const ifExists = rest.endsWith('IfExists');
  const name = ifExists ? rest.slice(0, -'IfExists'.length) : rest;
  const positive = NEGATED[name];
  return { qualifier, ifExists, negated: positive !== undefined, name: positive ?? name };
}

function asList(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

function epoch(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function inNetwork(network: string, address: string): boolean {
  const [base, bits = '32'] = network.split('/');
  const mask = Number(bits) === 0 ? 0 : (~0 << (32 - Number(bits))) >>> 0;
  const [a, b] = [ipv4(base!), ipv4(address)];
  return a !== undefined && b !== undefined && (a & mask) >>> 0 === (b & mask) >>> 0;
}

function ipv4(text: string): number | undefined {
  const parts = text.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}
