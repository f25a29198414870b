/** A column of numbers of the sampled rows; NaN where there is none. */
export interface NumberColumn {
  readonly name: string;
  readonly values: readonly number[];
}

/** What a label is made of. */
export interface Formula {
  /** Columns that it needs. */
  readonly names: readonly string[];
  /** The formula in words. */
  readonly text: string;
}

/** Rows on which a formula is tried, and how many it needs at least for each column. */
const [TRIED, PER_COLUMN] = [400, 8];

/** Columns that miss more of the rows are no part of a formula. */
const MOST_MISSING = 0.2;

/** Columns that a formula may have. */
const MOST_PARTS = 40;

/** Off by less than this share of the labels' spread, a formula holds; rounding may add half a digit. */
const CLOSE = 1e-3;

/** Parts that move a label by less than this share of its spread are none. */
const SLIGHT = 1e-2;

/**
 * A formula that all rows follow: a sum of several columns with a factor each, or a product of powers of
 * them, such as a price by area, a body mass index or a total of many fees. What follows so is computed,
 * not learned; an honest feature, however strong, leaves something open.
 */
export function formulaOf(
  name: string,
  labels: readonly number[],
  columns: readonly NumberColumn[],
): Formula | undefined {
  return (
    exact({ name, labels, columns, isProduct: false }) ??
    exact({ name, labels, columns, isProduct: true })
  );
}

interface Attempt {
  readonly name: string;
  readonly labels: readonly number[];
  readonly columns: readonly NumberColumn[];
  /** Are logarithms added, so that columns are multiplied? */
  readonly isProduct: boolean;
}

function exact({ name, labels, columns, isProduct }: Attempt): Formula | undefined {
  const scale = isProduct ? Math.log : (value: number): number => value;
  const targets = labels.map(scale);
  const usable = columns
    .map((column) => ({ name: column.name, values: column.values.map(scale) }))
    .filter(({ values }) => missingShare(values) <= MOST_MISSING)
    .slice(0, MOST_PARTS);
  const rows = targets
    .flatMap((target, row) =>
      [target, ...usable.map(({ values }) => values[row]!)].every(Number.isFinite) ? [row] : [],
    )
    .slice(0, TRIED);
  if (usable.length < 2 || rows.length < PER_COLUMN * usable.length) return undefined;
  const wanted = rows.map((row) => targets[row]!);
  const centred = usable.map(({ values }) => centredOf(rows.map((row) => values[row]!)));
  const spread = deviation(wanted);
  if (!(spread > 0)) return undefined;
  const factors = leastSquares(centred, centredOf(wanted));
  const left = centredOf(wanted).map(
    (value, row) => value - sum(factors.map((factor, at) => factor * centred[at]![row]!)),
  );
  const most = CLOSE * spread;
  if (left.some((value) => Math.abs(value) > most)) return undefined;
  const parts = usable.filter(
    (_column, at) => Math.abs(factors[at]!) * deviation(centred[at]!) > SLIGHT * spread,
  );
  if (parts.length < 2) return undefined;
  const names = parts.map((part) => part.name);
  const how = isProduct ? 'a product of powers' : 'a sum';
  return { names, text: `'${name}' is ${how} of ${names.map((part) => `'${part}'`).join(', ')}` };
}

function missingShare(values: readonly number[]): number {
  return values.filter((value) => !Number.isFinite(value)).length / Math.max(1, values.length);
}

function centredOf(values: readonly number[]): readonly number[] {
  const mean = sum(values) / values.length;
  return values.map((value) => value - mean);
}

function deviation(values: readonly number[]): number {
  return Math.sqrt(sum(centredOf(values).map((value) => value * value)) / values.length);
}

/** A column of what is left of one when those before it are taken out of it. */
interface Base {
  readonly values: readonly number[];
  /** The sum of its squares. */
  readonly size: number;
  /** What it is of the columns: a factor each. */
  readonly made: readonly number[];
}

/**
 * Factors of the columns whose sum is nearest to the target, by Gram and Schmidt's orthogonal columns; one
 * that the columns before it make up has the factor 0.
 */
function leastSquares(
  columns: readonly (readonly number[])[],
  target: readonly number[],
): readonly number[] {
  const bases: Base[] = [];
  for (const [at, column] of columns.entries()) {
    const made = columns.map((_column, index) => (index === at ? 1 : 0));
    // Twice: what rounding leaves of a first time goes in the second.
    const once = without({ values: column, size: dot(column, column), made }, bases);
    const base = without(once, bases);
    if (base.size > 1e-9 * dot(column, column)) bases.push(base);
  }
  const factors = bases.map(({ values, size }) => dot(target, values) / size);
  return columns.map((_column, index) =>
    sum(bases.map(({ made }, place) => factors[place]! * made[index]!)),
  );
}

function without(column: Base, bases: readonly Base[]): Base {
  let { values, made } = column;
  for (const base of bases) {
    const factor = dot(values, base.values) / base.size;
    values = values.map((value, row) => value - factor * base.values[row]!);
    made = made.map((part, index) => part - factor * base.made[index]!);
  }
  return { values, made, size: dot(values, values) };
}

function dot(a: readonly number[], b: readonly number[]): number {
  let all = 0;
  for (let at = 0; at < a.length; at += 1) all += a[at]! * b[at]!;
  return all;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
