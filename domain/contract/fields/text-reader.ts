import { ByteDictionary } from '../../tabular/byte-dictionary.ts';
import { ValueForm } from '../judged-row.ts';
import { MAX_LENGTH } from '../value-judge.ts';
import type { Column } from '../../definition/data-contract.ts';
import type { JudgedRow } from '../judged-row.ts';
import type { ValueJudge } from '../value-judge.ts';
import type { FieldReader } from './field-reader.ts';

const [BLANK, DELETE] = [32, 127];

/** How many texts a column keeps a table of. */
export const TABLE_SIZE = 4096;

/** Reads text that only has to be short enough. */
export const freeTextReader: FieldReader = (row, index) => {
  if (row.holdsNul || row.ends[index]! - row.starts[index]! > MAX_LENGTH) return false;
  row.forms[index] = ValueForm.bytes;
  return true;
};

/** Whether any text of a column is right and stands for itself. */
export function isFree({ set, pattern, missing, aliases }: Column): boolean {
  return [set, pattern, missing, aliases].every((rule) => rule === undefined);
}

/** A reader of a column whose texts repeat, and the table of those that were met. */
export interface TableReader {
  readonly read: FieldReader;
  readonly table: ByteDictionary;
}

/** Reads texts that were judged before: each is judged when it is met first, and known by its bytes then. */
export function tableReader(column: Column, judge: ValueJudge): TableReader {
  const table = new ByteDictionary(TABLE_SIZE);
  const takesAny = isFree(column);
  const read: FieldReader = (row, index) => {
    const place = table.find(row.bytes, row.starts[index]!, row.ends[index]!);
    row.places[index] = place;
    row.forms[index] = ValueForm.bytes;
    return (
      place >= 0 || (isFull(table) && takesAny ? isPlain(row, index) : meet(table, judge, row, index))
    );
  };
  return { read, table };
}

function isFull({ texts }: ByteDictionary): boolean {
  return texts.length === TABLE_SIZE;
}

/** Without blanks at its ends, of whatever kind, a short text is right. */
function isPlain(row: JudgedRow, index: number): boolean {
  const first = row.bytes[row.starts[index]!]!;
  const last = row.bytes[row.ends[index]! - 1]!;
  return (
    first > BLANK && first < DELETE && last > BLANK && last < DELETE && freeTextReader(row, index)
  );
}

function meet(table: ByteDictionary, judge: ValueJudge, row: JudgedRow, index: number): boolean {
  const text = row.slice(index);
  if (judge(text) !== text) return false;
  row.places[index] = table.add(row.bytes, row.starts[index]!, row.ends[index]!, text);
  return true;
}
