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

/**
 * Compares what was served, and what another version would have answered, with what the rides cost.
 */
export function meanErrors(asked: readonly Asked[], other: Retired): MeanErrors {
  const rows = asked.filter(({ predicted, truth }) => predicted !== null && isPlausible(truth));
  const others = other(rows.map(({ request }) => request));
  let served = 0;
  let retired = 0;
  rows.forEach(({ predicted, truth }, index) => {
    const cost = Number(truth[0]) - Number(truth[1]);
    served += Math.abs(predicted! - cost);
    retired += Math.abs(others[index]! - cost);
  });
  return {
    served: served / rows.length,
    retired: retired / rows.length,
    versions: [...new Set(rows.map(({ version }) => version))].sort((a, b) => a - b),
  };
}

function isPlausible([total = '', tip = '']: readonly string[]): boolean {
  return [total, tip].every(
    (text) => text !== '' && Number(text) >= 0 && Number(text) <= MAX_TOTAL,
  );
}
