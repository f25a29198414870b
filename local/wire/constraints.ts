import cloudformation from './constraints/cloudformation.json' with { type: 'json' };
import cloudwatch from './constraints/cloudwatch.json' with { type: 'json' };
import events from './constraints/events.json' with { type: 'json' };
import kms from './constraints/kms.json' with { type: 'json' };
import lambda from './constraints/lambda.json' with { type: 'json' };
import logs from './constraints/logs.json' with { type: 'json' };
import sagemaker from './constraints/sagemaker.json' with { type: 'json' };
import scheduler from './constraints/scheduler.json' with { type: 'json' };
import ssm from './constraints/ssm.json' with { type: 'json' };
import states from './constraints/states.json' with { type: 'json' };
import sts from './constraints/sts.json' with { type: 'json' };

/** What a member must satisfy. */
interface Rule {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  /** The value is not told. */
  readonly sensitive?: boolean;
}

/** Steps to a member (`[]` every element, `{}` every value, `{key}` every key), its type, its rule. */
type PathRule = readonly [readonly string[], string, Rule];

/**
 * Rules by operation, of the services that check them before anything else and answer in the common
 * words. Written by `scripts/constraints.py`.
 */
const RULES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  cloudformation,
  cloudwatch,
  events,
  kms,
  lambda,
  logs,
  sagemaker,
  scheduler,
  ssm,
  states,
  sts,
};

/** What an input violates, in AWS's words. */
export function violations(service: string, operation: string, input: unknown): readonly string[] {
  const rules = (RULES[service]?.[operation] ?? []) as readonly PathRule[];
  return rules.flatMap((each) => {
    const [steps, type, rule] = each;
    const noun = CONTENTS[steps.at(-1) ?? ''];
    if (noun && !/structure|list|map/.test(type)) return ofContents(noun, each, input);
    return valuesAt(input, steps, '').flatMap(({ value, path }) =>
      violated(value, type, rule).map((must) => failed({ value, path }, type, must, rule)),
    );
  });
}

/** What is told of plain contents: the fault is one of the whole list or map. */
const CONTENTS: Readonly<Record<string, string>> = {
  '[]': 'Member',
  '{}': 'Map value',
  '{key}': 'Map keys',
};

function ofContents(
  noun: string,
  [steps, type, rule]: PathRule,
  input: unknown,
): readonly string[] {
  return valuesAt(input, steps.slice(0, -1), '').flatMap((found) => {
    const whole = found.value as object;
    const contents: readonly unknown[] =
      noun === 'Map keys' ? Object.keys(whole) : Object.values(whole);
    if (!contents.some((item) => violated(item, type, rule).length > 0)) return [];
    const must = [...demands(type, rule), 'Member must not be null'].join(', ');
    return [failed(found, type, `${noun} must satisfy constraint: [${must}]`, rule)];
  });
}

function failed({ value, path }: Found, type: string, must: string, rule: Rule): string {
  const told = rule.sensitive ? 'Value' : `Value '${shown(value, type)}'`;
  return `${told} at '${path}' failed to satisfy constraint: ${must}`;
}

interface Found {
  readonly value: unknown;
  readonly path: string;
}

function valuesAt(
  value: unknown,
  [step, ...rest]: readonly string[],
  path: string,
): readonly Found[] {
  if (value === undefined || value === null) return [];
  if (step === undefined) return [{ value, path }];
  if (step === '[]') {
    const items = Array.isArray(value) ? (value as readonly unknown[]) : [];
    return items.flatMap((item, index) => valuesAt(item, rest, `${path}.${index + 1}.member`));
  }
  if (step === '{}')
    return Object.entries(value).flatMap(([key, item]) =>
      valuesAt(item, rest, `${path}.${key}.member`),
    );
  const name = step.charAt(0).toLowerCase() + step.slice(1);
  const member = (value as Readonly<Record<string, unknown>>)[step];
  return valuesAt(member, rest, path === '' ? name : `${path}.${name}`);
}

function violated(value: unknown, type: string, rule: Rule): readonly string[] {
  const measured = measure(value, type);
  if (measured === undefined) return [];
  const found: string[] = [];
  if (rule.max !== undefined && measured > rule.max) found.push(most(type, rule.max));
  if (rule.min !== undefined && measured < rule.min) found.push(least(type, rule.min));
  if (typeof value !== 'string') return found;
  if (rule.pattern !== undefined && !expression(rule.pattern).test(value))
    found.push(like(rule.pattern));
  if (rule.enum && !rule.enum.includes(value)) found.push(oneOf(rule.enum));
  return found;
}

/** Everything that a rule demands. */
function demands(type: string, { max, min, pattern, enum: values }: Rule): readonly string[] {
  return [
    ...(max === undefined ? [] : [most(type, max)]),
    ...(min === undefined ? [] : [least(type, min)]),
    ...(pattern === undefined ? [] : [like(pattern)]),
    ...(values === undefined ? [] : [oneOf(values)]),
  ];
}

const most = (type: string, max: number) =>
  `Member must have ${nounOf(type)} less than or equal to ${asNumber(max, type)}`;
const least = (type: string, min: number) =>
  `Member must have ${nounOf(type)} greater than or equal to ${asNumber(min, type)}`;
const like = (pattern: string) => `Member must satisfy regular expression pattern: ${pattern}`;
const oneOf = (values: readonly string[]) =>
  `Member must satisfy enum value set: [${values.join(', ')}]`;

function nounOf(type: string): 'value' | 'length' {
  return /^(integer|long|double|float)$/.test(type) ? 'value' : 'length';
}

/** Java writes a fraction for numbers that may have one. */
function asNumber(value: number, type: string): string {
  return /^(double|float)$/.test(type) && Number.isInteger(value) ? `${value}.0` : String(value);
}

/** Length or value of what has one; undefined for types that are decoded to something else. */
function measure(value: unknown, type: string): number | undefined {
  if (typeof value === 'string' || value instanceof Uint8Array) return value.length;
  if (typeof value === 'number') return type === 'timestamp' ? undefined : value;
  if (Array.isArray(value)) return value.length;
  if (type === 'map') return Object.keys(value as object).length;
  return undefined;
}

const expressions = new Map<string, RegExp>();

function expression(pattern: string): RegExp {
  let known = expressions.get(pattern);
  if (!known) {
    const ours = fromJava(pattern);
    known = new RegExp(`^(?:${ours})$`, /\\[pu]\{/.test(ours) ? 'u' : '');
    expressions.set(pattern, known);
  }
  return known;
}

/** What Java writes otherwise: its class of letters and digits, and characters beyond 16 bits. */
function fromJava(pattern: string): string {
  return pattern
    .replaceAll('\\p{Alnum}', 'A-Za-z0-9')
    .replaceAll('\\uD800\\uDC00-\\uDBFF\\uDFFF', '\\u{10000}-\\u{10FFFF}');
}

/** As Java writes values: lists in brackets, of bytes how many there are. */
function shown(value: unknown, type: string): string {
  if (typeof value === 'number') return asNumber(value, type);
  if (value instanceof Uint8Array)
    return `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`;
  if (Array.isArray(value)) return `[${value.map((item) => shown(item, type)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([name, member]) => `${name}=${shown(member, type)}`);
  return `{${members.join(', ')}}`;
}
