import { invalidValue } from './errors.ts';
import { countOf } from './samples.ts';
import type { Sample } from './samples.ts';

/** A statistic; undefined where the sample does not tell it. */
export type Statistic = (sample: Sample) => number | undefined;

/** Statistics by name. Source: CloudWatch user guide, statistics definitions. */
const STATISTICS: Readonly<Record<string, Statistic>> = {
  SampleCount: countOf,
  Sum: sumOf,
  Average: (sample) => sumOf(sample) / countOf(sample),
  Minimum: ({ values, set }) => Math.min(...values.keys(), set?.min ?? Infinity),
  Maximum: ({ values, set }) => Math.max(...values.keys(), set?.max ?? -Infinity),
};

/** Names of the statistics that are no extended ones. */
export const SIMPLE_STATISTICS: readonly string[] = Object.keys(STATISTICS);

/**
 * The statistic of that name: a simple one, `IQM`, `p99`, `tm`, `wm`, `tc` and `ts` with a number or
 * a range, `PR(100:200)`. Undefined for other names.
 */
export function findStatistic(name: string): Statistic | undefined {
  const simple = STATISTICS[name];
  if (simple) return simple;
  if (name === 'IQM') return trimmed('tm', { from: 25, to: 75, percent: true });
  const [, kind = '', number] = /^(p|tm|wm|tc|ts)(\d{1,3}(?:\.\d{0,10})?)$/i.exec(name) ?? [];
  if (number !== undefined) {
    const percent = Number(number);
    if (percent > 100) return undefined;
    if (kind.toLowerCase() === 'p') return valuesOnly((sorted) => percentile(sorted, percent));
    return trimmed(kind.toLowerCase(), { from: 0, to: percent, percent: true });
  }
  const [, operation, range = ''] = /^(TM|WM|TC|TS|PR)\(([^)]*)\)$/i.exec(name) ?? [];
  const bounds = operation === undefined ? undefined : boundsOf(range);
  return bounds && trimmed(operation!.toLowerCase(), bounds);
}

/** The same; throws InvalidParameterValue for names of none. */
export function statisticOf(name: string): Statistic {
  const found = findStatistic(name);
  if (found) return found;
  throw invalidValue(`The value ${name} for parameter Stat is not supported.`);
}

/** The part of the values that a statistic looks at. */
interface Bounds {
  readonly from: number;
  readonly to: number;
  /** Shares of the values, or else values themselves. */
  readonly percent: boolean;
}

function boundsOf(text: string): Bounds | undefined {
  const [, from = '', fromPercent, to = '', toPercent] =
    /^(-?[\d.]*)(%?):(-?[\d.]*)(%?)$/.exec(text) ?? [];
  if (from === '' && to === '') return undefined;
  const percent = fromPercent === '%' || toPercent === '%';
  return {
    percent,
    from: from === '' ? (percent ? 0 : -Infinity) : Number(from),
    to: to === '' ? (percent ? 100 : Infinity) : Number(to),
  };
}

type Sorted = readonly (readonly [number, number])[];

function valuesOnly(of: (sorted: Sorted) => number | undefined): Statistic {
  return ({ values, set }) =>
    set || values.size === 0 ? undefined : of([...values].sort(([a], [b]) => a - b));
}

function trimmed(kind: string, bounds: Bounds): Statistic | undefined {
  const compute = TRIMMED[kind];
  return compute && valuesOnly((sorted) => compute(sorted, inner(sorted, bounds), bounds));
}

type Trimmed = (all: Sorted, kept: Sorted, bounds: Bounds) => number | undefined;

const TRIMMED: Readonly<Record<string, Trimmed>> = {
  tm: (_all, kept) => (total(kept) > 0 ? sum(kept) / total(kept) : undefined),
  tc: (_all, kept) => total(kept),
  ts: (_all, kept) => sum(kept),
  pr: (all, kept) => (total(kept) / total(all)) * 100,
  wm: (all, kept, { from, to, percent }) => {
    if (kept.length === 0) return undefined;
    const [low, high] = percent ? [kept[0]![0], kept.at(-1)![0]] : [from, to];
    const clamped = all.map(
      ([value, count]) => [Math.min(Math.max(value, low), high), count] as const,
    );
    return sum(clamped) / total(all);
  },
};

/** Values within the bounds: after the lower and up to the upper share, or between two values. */
function inner(sorted: Sorted, { from, to, percent }: Bounds): Sorted {
  if (!percent) return sorted.filter(([value]) => value > from && value <= to);
  const count = total(sorted);
  const [first, last] = [(from / 100) * count, (to / 100) * count];
  let seen = 0;
  return sorted.flatMap(([value, each]) => {
    const kept = Math.min(seen + each, last) - Math.max(seen, first);
    seen += each;
    return kept > 0 ? [[value, kept] as const] : [];
  });
}

/** The smallest value below or at which that share of the values lies. */
function percentile(sorted: Sorted, percent: number): number | undefined {
  const wanted = (percent / 100) * total(sorted);
  let seen = 0;
  for (const [value, count] of sorted) {
    seen += count;
    if (seen >= wanted) return value;
  }
  return sorted.at(-1)?.[0];
}

function sumOf({ values, set }: Sample): number {
  return sum([...values]) + (set?.sum ?? 0);
}

function sum(sorted: Sorted): number {
  return sorted.reduce((result, [value, count]) => result + value * count, 0);
}

function total(sorted: Sorted): number {
  return sorted.reduce((result, [, count]) => result + count, 0);
}
