import type { Formula, NumberColumn } from './formulas.ts';

/** Off by less than this share, an instalment is that of a loan: rates are told in few digits. */
const CLOSE = 0.005;

/** Rows on which the formula is tried, and the share that has to follow it. */
const [TRIED, FOLLOWING] = [200, 0.95];

/** Rows that do not follow, after which no more are tried. */
const MOST_OTHERS = Math.ceil((1 - FOLLOWING) * TRIED);

/**
 * A loan whose instalment, amount, yearly rate (in percent) and months are among the columns and the label:
 * I = A r / (1 - (1 + r)^-n) with r = rate / 1200. Of the four, three tell the fourth: what is computed
 * from it gives it away.
 */
export function loanOf(label: NumberColumn, columns: readonly NumberColumn[]): Formula | undefined {
  const all = [label, ...columns];
  const sums = all.filter(({ values }) => isWithin(values, { min: 1, max: Infinity }));
  for (const { time, rate } of termsIn(all)) {
    const shares = time.values.map((months, row) => shareOf(rate.values[row]!, months));
    const [amount, paid] = amountsOf(sums, shares);
    if (amount === undefined || paid === undefined) continue;
    const parts = [amount, rate, time, paid];
    if (!parts.includes(label) || new Set(parts).size < parts.length) continue;
    const names = parts.filter((part) => part !== label).map(({ name }) => name);
    const listed = names.map((name) => `'${name}'`).join(', ');
    return { names, text: `'${label.name}' follows from ${listed} as in a loan` };
  }
  return undefined;
}

/** Columns that may be the months of a loan, each with those that may be its rate. */
function termsIn(all: readonly NumberColumn[]) {
  const months = all.filter(({ values }) => isWithin(values, { min: 3, max: 480, isWhole: true }));
  const rates = all.filter(({ values }) => isWithin(values, { min: 0.1, max: 60 }));
  return months.flatMap((time) => rates.map((rate) => ({ time, rate })));
}

/** The amount of a loan and what is paid of it each month, among columns of sums. */
function amountsOf(sums: readonly NumberColumn[], shares: readonly number[]) {
  for (const amount of sums) {
    const paid = sums.find((one) => isPaid(one, amount, shares));
    if (paid !== undefined) return [amount, paid] as const;
  }
  return [undefined, undefined] as const;
}

/** The part of a loan that is paid each month. */
function shareOf(percent: number, months: number): number {
  const rate = percent / 1200;
  return rate / (1 - (1 + rate) ** -months);
}

function isPaid(paid: NumberColumn, amount: NumberColumn, shares: readonly number[]): boolean {
  let [rows, following] = [0, 0];
  for (let row = 0; row < shares.length && rows < TRIED; row += 1) {
    if (rows - following > MOST_OTHERS) return false;
    const expected = amount.values[row]! * shares[row]!;
    if (Number.isNaN(expected) || Number.isNaN(paid.values[row]!)) continue;
    rows += 1;
    if (Math.abs(paid.values[row]! - expected) <= CLOSE * expected) following += 1;
  }
  return rows >= TRIED / 4 && following >= FOLLOWING * rows;
}

interface Limits {
  readonly min: number;
  readonly max: number;
  readonly isWhole?: true;
}

/** Whether all numbers that are there are within limits. */
function isWithin(values: readonly number[], { min, max, isWhole }: Limits): boolean {
  const there = values.filter((value) => !Number.isNaN(value));
  const fits = (value: number): boolean =>
    value >= min && value <= max && (isWhole !== true || value % 1 === 0);
  return there.length > 0 && there.every(fits);
}
