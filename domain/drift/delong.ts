/** How well scores tell two groups apart, and how sure that is. */
export interface Separation {
  /** Chance that a row of the second group scores higher than one of the first; ties count half. */
  readonly auc: number;
  readonly standardError: number;
}

/**
 * Area under the ROC curve with its standard error after DeLong, DeLong and Clarke-Pearson (1988), by
 * midranks (Sun and Xu, "Fast implementation of DeLong's algorithm", 2014): no assumption about how scores
 * are distributed. NaN unless both groups have two rows.
 */
export function separation(first: Float64Array, second: Float64Array): Separation {
  const [m, n] = [first.length, second.length];
  if (m < 2 || n < 2) return { auc: NaN, standardError: NaN };
  const [ofFirst, ofSecond] = [midranks(first), midranks(second)];
  const both = midranks(Float64Array.from([...first, ...second]));
  // For each row: the share of the other group that it beats, or is beaten by.
  const beaten = ofFirst.map((rank, row) => 1 - (both[row]! - rank) / n);
  const beats = ofSecond.map((rank, row) => (both[m + row]! - rank) / m);
  const auc = mean(beats);
  return { auc, standardError: Math.sqrt(variance(beaten) / m + variance(beats) / n) };
}

/** Ranks from 1; equal values share the mean of theirs. */
function midranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]!] === values[order[from]!]) to += 1;
    for (let at = from; at < to; at += 1) ranks[order[at]!] = (from + 1 + to) / 2;
  }
  return ranks;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: Float64Array): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}
