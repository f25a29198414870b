import type { Json } from './json.ts';
import { parseTimestamp } from './timestamp.ts';

/** Compares the value of Variable with what the operator was given. */
export type Comparison = (value: Json, operand: Json) => boolean;

type Decide = (order: number) => boolean;

const ORDERS: Readonly<Record<string, Decide>> = {
  Equals: (order) => order === 0,
  LessThan: (order) => order < 0,
  LessThanEquals: (order) => order <= 0,
  GreaterThan: (order) => order > 0,
  GreaterThanEquals: (order) => order >= 0,
};

const KINDS: Readonly<Record<string, (a: Json, b: Json) => number | undefined>> = {
  String: (a, b) =>
    typeof a === 'string' && typeof b === 'string' ? compareText(a, b) : undefined,
  Numeric: (a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : undefined),
  Timestamp: (a, b) => {
    const [left, right] = [moment(a), moment(b)];
    return left === undefined || right === undefined ? undefined : left - right;
  },
};

/**
 * Comparison operators by name; each exists with the suffix Path too, except the Is... operators.
 */
export const COMPARISONS: Readonly<Record<string, Comparison>> = {
  ...orderedComparisons(),
  BooleanEquals: (value, operand) => typeof value === 'boolean' && value === operand,
  StringMatches: (value, operand) =>
    typeof value === 'string' && typeof operand === 'string' && matches(value, operand),
  IsNull: (value, operand) => (value === null) === operand,
  IsNumeric: (value, operand) => (typeof value === 'number') === operand,
  IsString: (value, operand) => (typeof value === 'string') === operand,
  IsBoolean: (value, operand) => (typeof value === 'boolean') === operand,
  IsTimestamp: (value, operand) => (moment(value) !== undefined) === operand,
};

function orderedComparisons(): Record<string, Comparison> {
  const made: Record<string, Comparison> = {};
  for (const [kind, order] of Object.entries(KINDS)) {
    for (const [suffix, decide] of Object.entries(ORDERS)) {
      made[kind + suffix] = (value, operand) => {
        const found = order(value, operand);
        return found !== undefined && decide(found);
      };
    }
  }
  return made;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function moment(value: Json): number | undefined {
  return typeof value === 'string' ? parseTimestamp(value) : undefined;
}

/** `*` stands for any characters; a backslash takes its meaning away. */
function matches(text: string, pattern: string): boolean {
  const source = pattern.replace(
    /\\([*\\])|\*|[.+?^${}()|[\]\\]/g,
    (found, escaped: string | undefined) => {
      if (escaped) return `\\${escaped}`;
      return found === '*' ? '[\\s\\S]*' : `\\${found}`;
    },
  );
  return new RegExp(`^${source}$`).test(text);
}
