import { timestampText } from '../contract/time-text.ts';
import { DomainError } from '../errors.ts';
import type { ParquetParsers, SchemaElement } from 'hyparquet';
import type { TextPile } from './text-pile.ts';

/** Writes a value as it was read, as the text that the judge reads; nothing for a missing one. */
export type ValueWriter = (value: unknown, pile: TextPile) => void;

/** How the values of a column become texts. */
export interface ColumnTexts {
  readonly write: ValueWriter;
  /** Whether values are written as they are stored, before the reader makes others of them. */
  readonly isStored: boolean;
}

/** Times stay what they are stored as, and texts bytes. */
export const PARSERS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis) => millis,
  timestampFromMicroseconds: (micros) => micros,
  timestampFromNanoseconds: (nanos) => nanos,
  dateFromDays: (days) => days,
  stringFromBytes: (bytes: Uint8Array | undefined) => bytes,
  jsonFromBytes: (bytes: Uint8Array | undefined) => bytes,
};

const DAY = 86_400;
const [COLON, BLANK] = [58, 32];

/** Days that a year of four digits has (0000 to 9999), counted from 1970. */
const [FIRST_DAY, LAST_DAY] = [-719_528, 2_932_896];

/** Dates that are kept as texts. */
const MOST_DATES = 1 << 12;

/** Parts of a second by the name of their unit. */
const UNITS: Readonly<Record<string, number>> = { MILLIS: 1e3, MICROS: 1e6, NANOS: 1e9 };

const TEXTS: readonly unknown[] = [undefined, 'UTF8', 'JSON', 'ENUM'];

/** How the values of a column become texts that the judge reads. */
export function columnTexts(element: SchemaElement, name: string): ColumnTexts {
  const { type, converted_type: converted, logical_type: logical } = element;
  const unit = unitOf(element);
  if (unit !== undefined) return { write: timeWriter(unit), isStored: type === 'INT64' };
  if (converted === 'DATE' || logical?.type === 'DATE') {
    return { write: dateWriter(), isStored: type === 'INT32' };
  }
  const isText = type === 'BYTE_ARRAY' && TEXTS.includes(converted);
  return {
    write: plainWriter(name, type === 'BYTE_ARRAY'),
    isStored: type === 'DOUBLE' || (isText && [undefined, 'STRING'].includes(logical?.type)),
  };
}

function unitOf(element: SchemaElement): number | undefined {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (type === 'INT96') return UNITS['NANOS'];
  if (logical?.type === 'TIMESTAMP') return UNITS[logical.unit];
  return converted?.startsWith('TIMESTAMP_') ? UNITS[converted.slice(10)] : undefined;
}

function plainWriter(name: string, isText: boolean): ValueWriter {
  return (value, pile) => {
    if (typeof value === 'number') pile.number(value);
    else if (typeof value === 'string') pile.text(value);
    else if (typeof value === 'bigint') writeWhole(value, pile);
    else if (typeof value === 'boolean') pile.text(value ? '1' : '0');
    else if (isText && value instanceof Uint8Array) pile.utf8(value);
    else if (value !== null && value !== undefined) throw nestedValue(name);
  };
}

function writeWhole(value: bigint, pile: TextPile): void {
  const number = Number(value);
  if (Number.isSafeInteger(number)) pile.number(number);
  else pile.text(String(value));
}

/** @param unit parts of a second that are counted */
function timeWriter(unit: number): ValueWriter {
  const dateOf = dates();
  return (value, pile) => {
    if (typeof value !== 'bigint') return;
    const seconds = secondsOf(value, unit);
    const day = Math.floor(seconds / DAY);
    if (day < FIRST_DAY || day > LAST_DAY) return pile.text(farTime(seconds));
    const second = seconds - day * DAY;
    pile.text(dateOf(day));
    pile.byte(BLANK);
    pile.whole(Math.floor(second / 3600), 2);
    pile.byte(COLON);
    pile.whole(Math.floor(second / 60) % 60, 2);
    pile.byte(COLON);
    pile.whole(second % 60, 2);
  };
}

function dateWriter(): ValueWriter {
  const dateOf = dates();
  return (value, pile) => {
    if (typeof value !== 'number') return;
    const isNear = value >= FIRST_DAY && value <= LAST_DAY;
    pile.text(isNear ? dateOf(value) : farTime(value * DAY).slice(0, 10));
  };
}

/** Texts of days: few different ones stand in a column. */
function dates(): (day: number) => string {
  const texts = new Map<number, string>();
  return (day) => {
    let text = texts.get(day);
    if (text !== undefined) return text;
    if (texts.size === MOST_DATES) texts.clear();
    texts.set(day, (text = timestampText(day * DAY).slice(0, 10)));
    return text;
  };
}

/** Beyond what a date can be, the number itself: no judge takes it for a time. */
function farTime(seconds: number): string {
  return Math.abs(seconds) < 8.64e12 ? timestampText(seconds) : String(seconds);
}

/** Seconds of a time, rounded down. A remainder of whole numbers is exact, their quotient is not. */
function secondsOf(value: bigint, unit: number): number {
  const count = Number(value);
  if (!Number.isSafeInteger(count)) return floorTo(value, BigInt(unit));
  const rest = count % unit;
  return (count - (rest < 0 ? rest + unit : rest)) / unit;
}

function floorTo(value: bigint, unit: bigint): number {
  const whole = value / unit;
  return Number(value < 0n && whole * unit !== value ? whole - 1n : whole);
}

/** Says that a column is no plain one. */
export function nestedValue(name: string): DomainError {
  return new DomainError('NestedValue', `write column '${name}' as plain values, or leave it out`);
}
