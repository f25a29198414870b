import { seededChance } from '../../domain/chance/seeded.ts';
import { levelPerCheck } from '../../domain/drift/false-pages.ts';
import { judgeDrift } from '../../domain/drift/judge-drift.ts';
import { binOf, noCounts } from '../../domain/profile/binning.ts';
import { binned, binningsOf, comparisonsOf, countsOf } from './binned.ts';
import { taxiRows } from './data.ts';
import type { Chance } from '../../domain/chance/seeded.ts';
import type { Rows } from './data.ts';

const SIZES = [500, 1000, 2500, 10_000];
const WANTED = 0.8;
const BASELINE = 20_000;
const LEVEL = levelPerCheck({ falsePagesPerYear: 1, falseDiscoveryRate: 0.01, everyHours: 24 });

/** Changes a value of a feature by a size; the text of a missing value is empty. */
interface Shift {
  readonly what: string;
  readonly unit: string;
  readonly feature: string;
  /** Sizes to try, smallest first. */
  readonly sizes: readonly number[];
  readonly apply: (value: string, size: number, chance: Chance) => string;
}

/** Finds the smallest change of each kind that most windows see; true when all are seen at all. */
export function power(root: string, windows: number): boolean {
  const rows = taxiRows(root, (month) => month < '2018-10');
  const spread = deviationOf(rows, 'trip_distance');
  const steps = (from: number, to: number) =>
    Array.from({ length: 16 }, (_, step) => from * (to / from) ** (step / 15));
  const shifts: readonly Shift[] = [
    {
      what: 'mean of trip_distance',
      unit: 'deviations',
      feature: 'trip_distance',
      sizes: steps(0.02, 2),
      apply: (value, size) => (value === '' ? '' : String(Number(value) + size * spread)),
    },
    {
      what: 'scale of trip_distance',
      unit: 'times',
      feature: 'trip_distance',
      sizes: steps(1.05, 4),
      apply: (value, size) => (value === '' ? '' : String(Number(value) * size)),
    },
    {
      what: 'share of one known zone',
      unit: 'of rows more',
      feature: 'pickup_location_id',
      sizes: steps(0.01, 0.6),
      apply: (value, size, chance) => (chance() < size ? '237' : value),
    },
    {
      what: 'missing passenger_count',
      unit: 'of rows',
      feature: 'passenger_count',
      sizes: steps(0.005, 0.5),
      apply: (value, size, chance) => (chance() < size ? '' : value),
    },
    {
      what: 'one new zone',
      unit: 'of rows',
      feature: 'pickup_location_id',
      sizes: steps(0.005, 0.8),
      apply: (value, size, chance) => (chance() < size ? 'new' : value),
    },
  ];
  process.stdout.write(
    `smallest change of one feature that ${100 * WANTED} % of ${windows} windows call drifting; threshold 0.1, daily checks, 7 features watched\n`,
  );
  process.stdout.write(
    `change                     ${SIZES.map((size) => `${size} rows`.padStart(12)).join('')}\n`,
  );
  const found = shifts.map((shift) => smallestSeen(rows, shift, windows));
  const good = found.flat().every((size) => size !== null);
  process.stdout.write(
    `power: ${good ? 'every kind of change is seen at every size' : 'SOME CHANGES ARE NEVER SEEN'}\n`,
  );
  return good;
}

function smallestSeen(rows: Rows, shift: Shift, windows: number): readonly (number | null)[] {
  const table = binned(rows, binningsOf(rows));
  const index = table.names.indexOf(shift.feature);
  const bin = binOf(table.binnings[index]!);
  const chance = seededChance(shift.what);
  const draw = (count: number) =>
    Array.from({ length: count }, () => Math.floor(chance() * table.rows));
  const reference = countsOf(table, draw(BASELINE));
  const isSeen = (count: number, size: number): boolean => {
    let seen = 0;
    for (let window = 0; window < windows; window += 1) {
      const chosen = draw(count);
      const current = countsOf(table, chosen);
      const changed = noCounts(table.binnings[index]!);
      for (const row of chosen)
        changed[bin(shift.apply(rows.values[row]![index]!, size, chance))]! += 1;
      current[index] = changed;
      const { features } = judgeDrift(comparisonsOf(table, reference, current), {
        threshold: 0.1,
        minimumRows: 1,
        level: LEVEL,
      });
      seen += Number(features[index]!.drifting);
    }
    return seen >= WANTED * windows;
  };
  const found = SIZES.map((count) => firstThat(shift.sizes, (size) => isSeen(count, size)));
  const cells = found.map((size) => (size === null ? '-' : size.toPrecision(2)).padStart(12));
  process.stdout.write(`${shift.what.padEnd(26)} ${cells.join('')}  ${shift.unit}\n`);
  return found;
}

/** The first of ascending sizes that is seen, by halving; null when the last one is not. */
function firstThat(sizes: readonly number[], isSeen: (size: number) => boolean): number | null {
  let [low, high] = [0, sizes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSeen(sizes[middle]!)) high = middle;
    else low = middle + 1;
  }
  return sizes[low] ?? null;
}

function deviationOf({ definition, values }: Rows, column: string): number {
  const index = definition.features.findIndex(
    (feature) => 'column' in feature && feature.column === column,
  );
  const numbers = values.map((row) => Number(row[index]!));
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  return Math.sqrt(numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length);
}
