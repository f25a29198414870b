import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { watchedValue } from '../../domain/profile/profile.ts';
import { churn } from '../../pipelines/churn/pipeline.ts';
import { taxiFare } from '../../pipelines/taxi-fare/pipeline.ts';
import type { ModelDefinition } from '../../domain/definition/index.ts';

/** Rows of real data: the watched values of each, by feature, and its day where it has one. */
export interface Rows {
  readonly definition: ModelDefinition;
  readonly values: readonly (readonly string[])[];
  readonly days: readonly string[];
}

/** Taxi trips of the months whose names begin with one of these. */
export function taxiRows(root: string, months: (month: string) => boolean): Rows {
  const folder = join(root, 'pipelines/taxi-fare/data');
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.csv.gz'))
    .sort();
  const chosen = names.filter((name) => months(name.slice(-14, -7)));
  const parts = chosen.map((name) => {
    const month = name.slice(-14, -7);
    const table = read(join(folder, name), taxiFare, 'pickup_datetime');
    const kept = table.days.map((day) => day.startsWith(month));
    return {
      values: table.values.filter((_row, index) => kept[index]),
      days: table.days.filter((_day, index) => kept[index]),
    };
  });
  return {
    definition: taxiFare,
    values: parts.flatMap(({ values }) => values),
    days: parts.flatMap(({ days }) => days),
  };
}

/** Customers of a telephone company. */
export function telcoRows(root: string): Rows {
  return {
    definition: churn,
    ...read(join(root, 'pipelines/churn/data/telco-customer-churn.csv.gz'), churn),
  };
}

/** These files have neither quotes nor empty lines: a split is a parser. */
function read(file: string, definition: ModelDefinition, time?: string): Omit<Rows, 'definition'> {
  const [header = '', ...lines] = gunzipSync(readFileSync(file))
    .toString('utf8')
    .trim()
    .split(/\r?\n/);
  const columns = header.split(',');
  const readers = definition.features.map((feature) => watchedValue(feature, columns));
  const at = columns.indexOf(time ?? '');
  const rows = lines.map((line) => line.split(',').map((value) => value.trim()));
  return {
    values: rows.map((row) => readers.map((reader) => reader(row))),
    days: rows.map((row) => (at < 0 ? '' : row[at]!.slice(0, 10))),
  };
}
