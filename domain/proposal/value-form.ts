import { parseTime } from '../contract/time-text.ts';

/** What one text can be read as, the narrowest first. */
export type Form =
  | 'integer'
  | 'number'
  | 'truth'
  | 'date'
  | 'timestamp'
  | 'code'
  | 'comma-number'
  | 'marked-number'
  | 'other-date'
  | 'text';

/** Digits that are no number to count with: a leading zero, or more than a double holds. */
const CODE = /^(0\d+|\d{16,})$/;
const INTEGER = /^[+-]?\d+$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const TRUTH = /^(true|false)$/i;
const DATE = /^\d{4}-\d\d-\d\d$/;
const COMMA_NUMBER = /^[+-]?(\d+,\d+|\d{1,3}([.,' ]\d{3})+([.,]\d+)?)$/;
const MARKED_NUMBER =
  /^\([\d.,' ]*\d\)$|^([$€£¥]|[A-Z]{3} ) ?[+-]?[\d.,' ]*\d$|^[+-]?\d[\d.,' ]* ?([%$€£¥°]\S{0,2}|[a-zA-Z]{1,3})$/;
const OTHER_DATE =
  /^(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}\/\d{1,2}\/\d{1,2}|[A-Z][a-z]{2} \d{1,2},? \d{4})\b/;

/** The form of a text without blanks at its ends. */
export function formOf(text: string): Form {
  if (CODE.test(text)) return 'code';
  if (INTEGER.test(text)) return 'integer';
  if (NUMBER.test(text)) return Number.isFinite(Number(text)) ? 'number' : 'text';
  if (TRUTH.test(text)) return 'truth';
  if (!Number.isNaN(parseTime(text))) return DATE.test(text) ? 'date' : 'timestamp';
  if (COMMA_NUMBER.test(text)) return 'comma-number';
  if (OTHER_DATE.test(text)) return 'other-date';
  return MARKED_NUMBER.test(text) ? 'marked-number' : 'text';
}

/** Texts that mean that nothing is known, in columns of every type. */
const MARKERS = ['?', 'NA', 'N/A', 'n/a', '#N/A', 'NaN', 'nan', 'NULL', 'null', '\\N'] as const;

/** The same in columns of numbers or times only; elsewhere they may be values. */
const NUMERIC_MARKERS = ['-', '.', 'None', 'none', 'NONE', 'na', 'unknown', 'Unknown'] as const;

/** True for a text that means that nothing is known. */
export function isMarker(text: string, among: 'text' | 'numbers'): boolean {
  const known: readonly string[] = among === 'text' ? MARKERS : [...MARKERS, ...NUMERIC_MARKERS];
  return known.includes(text);
}

/** What the text of a person may look like. */
export type Look = 'mail' | 'phone' | 'address' | 'uuid';

const LOOKS: Readonly<Record<Look, RegExp>> = {
  mail: /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i,
  phone: /^(\+\d{1,3}[ -]?|\(\d{2,5}\) ?|0)\d[\d ()/-]{5,15}\d$/,
  address: /^(\d{1,3}\.){3}\d{1,3}$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
};

/** What a text looks like, if like anything of a person. */
export function lookOf(text: string): Look | undefined {
  return (Object.keys(LOOKS) as Look[]).find((look) => LOOKS[look].test(text));
}
