import { isCanonical, parseTime, timestampText } from './time-text.ts';
import type { Column } from '../definition/data-contract.ts';

/** Rules that a value, a row or a file can break. */
export type Rule =
  | 'type' | 'thousands-separator' | 'not-a-number' | 'missing' | 'range' | 'set' | 'pattern' | 'too-long'
  | 'future' | 'field-count' | 'row-rule' | 'nul-character' | 'unique'
  | 'not-an-object' | 'nested-value' | 'repeated-key';

/** Why a value is refused. */
export interface Refusal {
  readonly rule: Rule;
  readonly message: string;
}

/**
 * Judges the text of one value: its canonical text, or why it is refused. The empty text is a missing
 * value.
 */
export type ValueJudge = (text: string) => string | Refusal;

/** A value longer than this, in characters, is refused. */
export const MAX_LENGTH = 10_000;
const INTEGER = /^[+-]?\d+(\.0*)?$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const WITH_THOUSANDS = /^[+-]?\d{1,3}([,' ]\d{3})+(\.\d+)?$/;
const NOT_A_NUMBER = /^[+-]?(nan|inf|infinity|null|none|n\/?a|#n\/a|-)$/i;
const TRUE = /^(true|1|1\.0|yes|y|t)$/i;
const FALSE = /^(false|0|0\.0|no|n|f)$/i;

/** Makes the judge of a column. */
export function judgeOf(column: Column): ValueJudge {
  const canonical = typeJudge(column);
  const further = [rangeJudge(column), setJudge(column), patternJudge(column)]
    .filter((judge) => judge !== undefined);
  const keepBlanks = column.type === 'string';
  const spelled = spellingOf(column);
  return (text) => {
    const value = spelled(keepBlanks ? text : text.trim());
    if (value === '') return column.nullable ? '' : { rule: 'missing', message: 'a value is required' };
    let judged = canonical(value);
    for (const judge of further) if (typeof judged === 'string') judged = judge(judged);
    return judged;
  };
}

/** What a text stands for: nothing, another text, or itself. */
function spellingOf({ missing = [], aliases = {} }: Column): (text: string) => string {
  const known = new Map([...Object.entries(aliases), ...missing.map((text) => [text, ''] as const)]);
  return known.size === 0 ? (text) => text : (text) => known.get(text) ?? text;
}

function typeJudge({ type }: Column): ValueJudge {
  switch (type) {
    case 'integer': return integer;
    case 'number': return number;
    case 'boolean': return boolean;
    case 'timestamp': return timestamp;
    case 'date': return date;
    default: return shortText;
  }
}

const shortText: ValueJudge = (text) => {
  if (text.length > MAX_LENGTH) return { rule: 'too-long', message: `longer than ${MAX_LENGTH} characters` };
  // Programs in C end a text there, and those behind us are many.
  return text.includes('\0') ? { rule: 'nul-character', message: 'remove the NUL characters' } : text;
};

const number: ValueJudge = (text) => {
  if (!NUMBER.test(text)) return noNumber(text, 'a number');
  const value = Number(text);
  return Number.isFinite(value) ? String(value) : { rule: 'range', message: 'beyond the largest number' };
};

const integer: ValueJudge = (text) => {
  if (!INTEGER.test(text)) return noNumber(text, 'a whole number');
  const value = Number(text);
  return Number.isSafeInteger(value) ? String(value) : { rule: 'range', message: 'beyond the largest whole number' };
};

function noNumber(text: string, expected: string): Refusal {
  if (WITH_THOUSANDS.test(text)) {
    return { rule: 'thousands-separator', message: `write ${text.replaceAll(/[,' ]/g, '')} without separators` };
  }
  if (NOT_A_NUMBER.test(text)) return { rule: 'not-a-number', message: 'leave the field empty for a missing value' };
  return { rule: 'type', message: `not ${expected}` };
}

const boolean: ValueJudge = (text) => {
  if (TRUE.test(text)) return '1';
  return FALSE.test(text) ? '0' : { rule: 'type', message: "neither 'true' nor 'false'" };
};

const timestamp: ValueJudge = (text) => {
  const time = parseTime(text);
  if (Number.isNaN(time)) return { rule: 'type', message: "no time like '2018-01-31 23:59:59'" };
  return isCanonical(text) ? text : timestampText(time);
};

const date: ValueJudge = (text) => {
  const time = parseTime(text);
  return Number.isNaN(time) ? { rule: 'type', message: "no day like '2018-01-31'" } : timestampText(time).slice(0, 10);
};

/** The range of a column as numbers, or seconds since 1970; without ends where there is none. */
export function rangeOf(column: Column): { readonly min: number; readonly max: number } {
  const { min = -Infinity, max = Infinity } = column.range ?? {};
  const measure = measureOf(column);
  return { min: measure(min), max: measure(max) };
}

function measureOf({ type }: Column): (value: string | number) => number {
  const isTime = type === 'timestamp' || type === 'date';
  return (value) => (isTime && typeof value === 'string' ? parseTime(value) : Number(value));
}

function rangeJudge(column: Column): ValueJudge | undefined {
  const { range } = column;
  if (range === undefined) return undefined;
  const measure = measureOf(column);
  const { min, max } = rangeOf(column);
  return (text) => {
    const value = measure(text);
    if (value < min) return { rule: 'range', message: `below ${range.min}` };
    return value > max ? { rule: 'range', message: `above ${range.max}` } : text;
  };
}

function setJudge({ set }: Column): ValueJudge | undefined {
  if (set === undefined) return undefined;
  const allowed = new Set(set);
  const listed = set.length > 10 ? `${set.slice(0, 10).join(', ')}, ...` : set.join(', ');
  return (text) => (allowed.has(text) ? text : { rule: 'set', message: `not one of ${listed}` });
}

function patternJudge({ pattern }: Column): ValueJudge | undefined {
  if (pattern === undefined) return undefined;
  const expression = new RegExp(`^(?:${pattern})$`, 'u');
  return (text) => (expression.test(text) ? text : { rule: 'pattern', message: `does not match ${pattern}` });
}
