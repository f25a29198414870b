import type { Formula, NumberColumn } from './formulas.ts';

/** Off by less than this share, an instalment is that of a loan: rates are told in few digits. */
const CLOSE = 0.005;

/** Rows on which the formula is tried, and the share that has to follow it. */
const [TRIED, FOLLOWING] = [200, 0.95];

/** Columns among which the parts of a loan are looked for. */
const MOST_COLUMNS = 24;

/**
 * A loan whose instalment, amount, yearly rate (in percent) and months are among the columns and the label:
 * I = A r / (1 - (1 + r)^-n) with r = rate / 1200. Of the four, three tell the fourth: what is computed
 * from it gives it away.
 */
export function loanOf(label: NumberColumn, columns: readonly NumberColumn[]): Formula | undefined {
  const all = [label, ...columns.slice(0, MOST_COLUMNS)];
  const months = all.filter(({ values }) => isWithin(values, 3, 480, true));
  const rates = all.filter(({ values }) => isWithin(values, 0.1, 60, false));
  const sums = all.filter(({ values }) => isWithin(values, 1, Infinity, false));
  for (const time of months) {
    for (const rate of rates) {
      const shares = time.values.map((n, row) => shareOf(rate.values[row]!, n));
      for (const amount of sums) {
        const paid = sums.find((one) => isPaid(one, amount, shares));
        const parts = [amount, rate, time, paid];
        if (paid === undefined || !parts.includes(label) || new Set(parts).size < 4) continue;
        const names = parts.flatMap((part) =>
          part === undefined || part === label ? [] : [part.name],
        );
        return {
          names,
          text: `'${label.name}' follows from ${names.map((name) => `'${name}'`).join(', ')} as in a loan`,
        };
      }
    }
  }
  return undefined;
}

/** The part of a loan that is paid each month. */
function shareOf(percent: number, months: number): number {
  const rate = percent / 1200;
  return rate / (1 - (1 + rate) ** -months);
}

function isPaid(paid: NumberColumn, amount: NumberColumn, shares: readonly number[]): boolean {
  let [rows, following] = [0, 0];
  for (let row = 0; row < shares.length && rows < TRIED; row += 1) {
    const expected = amount.values[row]! * shares[row]!;
    if (Number.isNaN(expected) || Number.isNaN(paid.values[row]!)) continue;
    rows += 1;
    if (Math.abs(paid.values[row]! - expected) <= CLOSE * expected) following += 1;
  }
  return rows >= TRIED / 4 && following >= FOLLOWING * rows;
}

function isWithin(values: readonly number[], min: number, max: number, isWhole: boolean): boolean {
  let there = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    there += 1;
    if (value < min || value > max || (isWhole && value % 1 !== 0)) return false;
  }
  return there > 0;
}
