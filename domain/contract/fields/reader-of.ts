import { judgeOf, rangeOf } from '../value-judge.ts';
import { booleanReader } from './boolean-reader.ts';
import { numberReader } from './number-reader.ts';
import { freeTextReader, isFree, tableReader } from './text-reader.ts';
import { dateReader, timestampReader } from './time-reader.ts';
import type { ByteDictionary } from '../../tabular/byte-dictionary.ts';
import type { Column } from '../../definition/data-contract.ts';
import type { ValueJudge } from '../value-judge.ts';
import type { FieldReader } from './field-reader.ts';

/** A column's reader and the table of its texts, if it keeps one. */
export interface ColumnReader {
  readonly read: FieldReader;
  readonly table?: ByteDictionary;
}

/**
 * The reader of a column.
 *
 * @param latest seconds since 1970 after which a time is not plainly right
 */
export function readerOf(column: Column, judge: ValueJudge, latest = Infinity): ColumnReader {
  if (!isPlain(column)) return { read: () => false };
  const range = rangeOf(column);
  const until = { min: range.min, max: Math.min(range.max, latest) };
  switch (column.type) {
    case 'number':
      return { read: numberReader({ ...range, fraction: true }) };
    case 'integer':
      return { read: numberReader({ ...range, fraction: false, set: numbersOf(column) }) };
    case 'boolean':
      return { read: booleanReader };
    case 'timestamp':
      return { read: timestampReader(until) };
    case 'date':
      return { read: dateReader(until) };
    case 'category':
      return tableReader(column, judge);
    default:
      return isFree(column) ? { read: freeTextReader } : tableReader(column, judge);
  }
}

/** Whether the column's rules are of those that its reader knows; `checkDefinition` advises so. */
function isPlain(column: Column): boolean {
  const { type, range, set, pattern } = column;
  if (type === 'category' || type === 'string') return range === undefined;
  if (type === 'boolean' && range !== undefined) return false;
  if (readsMarker(column)) return false;
  return pattern === undefined && (set === undefined || type === 'integer');
}

/** Whether a marker of missing values, such as `-999`, would be read as a value. */
function readsMarker({ missing, ...column }: Column): boolean {
  const judge = judgeOf(column);
  return missing?.some((marker) => typeof judge(marker) === 'string') ?? false;
}

/** The numbers that a set allows; a member that is not canonical allows none, as no text equals it. */
function numbersOf({ set }: Column): ReadonlySet<number> | undefined {
  return set && new Set(set.filter((text) => String(Number(text)) === text).map(Number));
}
