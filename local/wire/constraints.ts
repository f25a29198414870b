import cloudwatch from './constraints/cloudwatch.json' with { type: 'json' };
import events from './constraints/events.json' with { type: 'json' };
import scheduler from './constraints/scheduler.json' with { type: 'json' };

/** What a member must satisfy. */
interface Rule {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
}

/** Steps to a member (`[]` for every element, `{}` for every value), its type, its rule. */
type PathRule = readonly [readonly string[], string, Rule];

/**
 * Rules by operation, of the services that check them before anything else and answer in the common
 * words. Written by `scripts/constraints.py`.
 */
const RULES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  cloudwatch,
  events,
  scheduler,
};

/** What an input violates, in AWS's words. */
export function violations(service: string, operation: string, input: unknown): readonly string[] {
  const rules = (RULES[service]?.[operation] ?? []) as readonly PathRule[];
  return rules.flatMap(([steps, type, rule]) =>
    valuesAt(input, steps, '').flatMap(({ value, path }) =>
      violated(value, type, rule).map(
        (must) => `Value '${shown(value)}' at '${path}' failed to satisfy constraint: ${must}`,
      ),
    ),
  );
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
  const [size, noun] = measured;
  const found: string[] = [];
  if (rule.max !== undefined && size > rule.max)
    found.push(`Member must have ${noun} less than or equal to ${rule.max}`);
  if (rule.min !== undefined && size < rule.min)
    found.push(`Member must have ${noun} greater than or equal to ${rule.min}`);
  if (typeof value !== 'string') return found;
  if (rule.pattern !== undefined && !expression(rule.pattern).test(value))
    found.push(`Member must satisfy regular expression pattern: ${rule.pattern}`);
  if (rule.enum && !rule.enum.includes(value))
    found.push(`Member must satisfy enum value set: [${rule.enum.join(', ')}]`);
  return found;
}

/** Length or value of what has one; undefined for types that are decoded to something else. */
function measure(value: unknown, type: string): readonly [number, 'length' | 'value'] | undefined {
  if (typeof value === 'string') return [value.length, 'length'];
  if (typeof value === 'number') return type === 'timestamp' ? undefined : [value, 'value'];
  if (Array.isArray(value)) return [value.length, 'length'];
  if (type === 'map') return [Object.keys(value as object).length, 'length'];
  return undefined;
}

const expressions = new Map<string, RegExp>();

function expression(pattern: string): RegExp {
  let known = expressions.get(pattern);
  if (!known) {
    known = new RegExp(`^(?:${pattern})$`, pattern.includes('\\p{') ? 'u' : '');
    expressions.set(pattern, known);
  }
  return known;
}

/** As Java writes values: lists in brackets. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([name, member]) => `${name}=${shown(member)}`);
  return `{${members.join(', ')}}`;
}
