import type { Retired } from './first-champion.ts';
import type { Asked } from './traffic.ts';

/** Mean absolute errors over the rows whose truth passes the contract. */
export interface MeanErrors {
  readonly served: number;
  readonly retired: number;
  readonly versions: readonly number[];
}

/** Largest total that the contract takes, in US dollars. */
const MAX_TOTAL = 300;

/** Sums of a day. */
interface DayErrors {
  readonly served: number;
  readonly retired: number;
  readonly rows: number;
}

/**
 * Compares what was served, and what another version would have answered, with what the rides
 * cost. Holds one day at a time.
 */
export function meanErrors(days: Iterable<readonly Asked[]>, other: Retired): MeanErrors {
  const versions = new Set<number>();
  const sum = { served: 0, retired: 0, rows: 0 };
  for (const asked of days) {
    for (const { predicted, version } of asked) if (predicted !== null) versions.add(version);
    const { served, retired, rows } = dayErrors(asked, other);
    sum.served += served;
    sum.retired += retired;
    sum.rows += rows;
  }
  return {
    served: sum.served / sum.rows,
    retired: sum.retired / sum.rows,
    versions: [...versions].sort((a, b) => a - b),
  };
}

function dayErrors(asked: readonly Asked[], other: Retired): DayErrors {
  const rows = asked.filter(({ predicted, truth }) => predicted !== null && isPlausible(truth));
  const others = other(rows.map(({ request }) => request));
  let served = 0;
  let retired = 0;
  rows.forEach(({ predicted, truth }, index) => {
    const cost = Number(truth[0]) - Number(truth[1]);
    served += Math.abs(predicted! - cost);
    retired += Math.abs(others[index]! - cost);
  });
  return { served, retired, rows: rows.length };
}

function isPlausible([total = '', tip = '']: readonly string[]): boolean {
  return [total, tip].every(
    (text) => text !== '' && Number(text) >= 0 && Number(text) <= MAX_TOTAL,
  );
}
