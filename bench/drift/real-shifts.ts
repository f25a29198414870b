import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededChance } from '../../domain/chance/seeded.ts';
import { nameOf } from '../../domain/definition/features.ts';
import { levelPerCheck } from '../../domain/drift/false-pages.ts';
import { judgeDrift } from '../../domain/drift/judge-drift.ts';
import { tellApart } from '../../domain/drift/tell-apart.ts';
import { binOf } from '../../domain/profile/binning.ts';
import { binned, binningsOf, comparisonsOf, countsOf } from './binned.ts';
import { taxiRows } from './data.ts';
import type { DriftVerdict } from '../../domain/drift/judge-drift.ts';
import type { Rows } from './data.ts';

const [FROM, TO] = ['2020-02-10', '2020-05-10'];
const SAMPLE = 1000;

/** What was found on one day over the seven days that end on it. */
export interface Day {
  readonly day: string;
  readonly rows: number;
  readonly score: number;
  readonly verdict: DriftVerdict['verdict'];
  readonly auc: number;
  readonly isTold: boolean;
}

/** Checks every day around the spring of 2020 against the year before; writes the windows down for a peer. */
export function realShifts(root: string, folder: string): readonly Day[] {
  const year = taxiRows(root, (month) => month >= '2019-02' && month < '2020-02');
  const spring = taxiRows(root, (month) => month >= '2020-02' && month < '2020-06');
  const { definition } = year;
  const { drift, everyHours } = definition.monitors;
  const level = levelPerCheck({ ...drift, everyHours });
  const binnings = binningsOf(year);
  const [known, now] = [binned(year, binnings), binned(spring, binnings)];
  const reference = countsOf(
    known,
    Array.from({ length: known.rows }, (_, row) => row),
  );
  const names = definition.features.map(nameOf);
  const watched = names.flatMap((name, index) => (drift.ignore.includes(name) ? [] : [index]));
  const readers = watched.map((index) => {
    const bin = binOf(binnings[index]!);
    const isCategory = definition.features[index]!.kind === 'category';
    return (row: readonly string[]) =>
      row[index] === '' ? null : isCategory ? bin(row[index]!) : Number(row[index]);
  });
  const sampleOf = ({ values }: Rows, rows: readonly number[], seed: string) =>
    someOf(rows, seed).map((row) => readers.map((reader) => reader(values[row]!)));
  const before = sampleOf(year, Array.from(year.values.keys()), 'before');
  writeRows(
    join(folder, 'reference.csv'),
    year,
    someOf(Array.from(year.values.keys()), 'peer', 5000),
  );
  const days = [...new Set(spring.days)].sort();
  return days
    .filter((day) => day >= FROM && day <= TO)
    .map((day) => {
      const first = days[Math.max(days.indexOf(day) - 6, 0)]!;
      const rows = spring.days.flatMap((each, row) => (each >= first && each <= day ? [row] : []));
      const compared = comparisonsOf(known, reference, countsOf(now, rows), drift.ignore);
      const { verdict, score } = judgeDrift(compared, {
        threshold: drift.threshold,
        minimumRows: 1000,
        level,
      });
      const told = tellApart(
        watched.map((index) => names[index]!),
        before,
        sampleOf(spring, rows, day),
      )!;
      writeRows(join(folder, `${day}.csv`), spring, rows);
      return {
        day,
        rows: rows.length,
        score,
        verdict,
        auc: told.auc,
        isTold: told.pValue <= level,
      };
    });
}

function someOf(rows: readonly number[], seed: string, count = SAMPLE): readonly number[] {
  const chance = seededChance(seed);
  const placed = rows.map((row) => ({ row, place: chance() })).sort((a, b) => a.place - b.place);
  return placed.slice(0, count).map(({ row }) => row);
}

function writeRows(file: string, { definition, values }: Rows, rows: readonly number[]): void {
  const lines = rows.map((row) => values[row]!.join(','));
  writeFileSync(file, `${[definition.features.map(nameOf).join(','), ...lines].join('\n')}\n`);
}
