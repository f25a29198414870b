import { timestampText } from '../contract/time-text.ts';
import { DomainError } from '../errors.ts';
import { decodeUtf8 } from '../tabular/utf8.ts';
import type { ParquetParsers, SchemaElement } from 'hyparquet';

/** The text of a value as it was read; empty for a missing one. */
export type ValueText = (value: unknown) => string;

/** Times become seconds since 1970, rounded down; bytes of texts have to be UTF-8. */
export const PARSERS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis) => floorTo(millis, 1000n),
  timestampFromMicroseconds: (micros) => floorTo(micros, 1_000_000n),
  timestampFromNanoseconds: (nanos) => floorTo(nanos, 1_000_000_000n),
  dateFromDays: (days) => days * 86_400,
  stringFromBytes: (bytes: Uint8Array | undefined) => bytes && decodeUtf8(bytes),
  jsonFromBytes: (bytes: Uint8Array | undefined) => bytes && decodeUtf8(bytes),
};

const TIMES: readonly unknown[] = ['TIMESTAMP_MILLIS', 'TIMESTAMP_MICROS', 'TIMESTAMP'];

/** How values of a column become texts that the judge reads. */
export function textReader(element: SchemaElement, name: string): ValueText {
  const meanings: readonly unknown[] = [element.converted_type, element.logical_type?.type];
  if (element.type === 'INT96' || meanings.some((meaning) => TIMES.includes(meaning)))
    return (value) => (typeof value === 'number' ? timeOf(value) : '');
  if (meanings.includes('DATE'))
    return (value) => (typeof value === 'number' ? timeOf(value).slice(0, 10) : '');
  return (value) => plainText(value, name);
}

function plainText(value: unknown, name: string): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
      return String(value);
    case 'boolean':
      return value ? '1' : '0';
    default:
      if (value === null || value === undefined) return '';
      throw nestedValue(name);
  }
}

/** Says that a column is no plain one. */
export function nestedValue(name: string): DomainError {
  return new DomainError('NestedValue', `write column '${name}' as plain values, or leave it out`);
}

/** Beyond what a date can be, the number itself: no judge takes it for a time. */
function timeOf(seconds: number): string {
  return Math.abs(seconds) < 8.64e12 ? timestampText(seconds) : String(seconds);
}

function floorTo(value: bigint, unit: bigint): number {
  const whole = value / unit;
  return Number(value < 0n && whole * unit !== value ? whole - 1n : whole);
}
