import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A trip as the files have it: values by column, still text. */
export type Trip = Readonly<Record<string, string>>;

/** One month of the data. */
export interface TaxiMonth {
  /** `yyyy-mm` */
  readonly month: string;
  /** The file as it is: CSV with a header. */
  csv(): string;
  /** Trips by the day of their pickup, days of other months left out. */
  days(): ReadonlyMap<string, readonly Trip[]>;
}

/** The months that lie in a folder, oldest first. */
export function taxiMonths(folder: string): readonly TaxiMonth[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.csv.gz'))
    .sort()
    .map((name) => {
      const month = /(\d{4}-\d{2})\.csv\.gz$/.exec(name)![1]!;
      const csv = () => gunzipSync(readFileSync(join(folder, name))).toString('utf8');
      return { month, csv, days: () => byDay(csv(), month) };
    });
}

/** These files have neither quotes nor empty lines: a split is a parser. */
function byDay(csv: string, month: string): ReadonlyMap<string, readonly Trip[]> {
  const [header = '', ...lines] = csv.trimEnd().split(/\r?\n/);
  const names = header.split(',');
  const days = new Map<string, Trip[]>();
  for (const line of lines) {
    const values = line.split(',');
    const trip = Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
    const day = trip.pickup_datetime!.slice(0, 10);
    if (!day.startsWith(month)) continue;
    const known = days.get(day);
    if (known) known.push(trip);
    else days.set(day, [trip]);
  }
  return days;
}
