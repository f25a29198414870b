/*
 * Thresholds as XGBoost 1.7.4 `exact` sets them (src/tree/updater_colmaker.cc, Apache-2.0,
 * Copyright XGBoost contributors), written anew: half way between the values of the node that lie
 * nearest to the split.
 */
import type { BinnedMatrix } from './bins.ts';
import type { BinSplit } from './find-split.ts';
import type { RowRange } from './histogram.ts';

const f32 = Math.fround;
const MARGIN = f32(1e-6);

/** The threshold of a split of these rows, when every bin holds one value. */
export function exactThreshold(data: BinnedMatrix, range: RowRange, split: BinSplit): number {
  const { values } = data.cuts[split.feature]!;
  const { below, above } = nearestBins(data, range, split);
  if (!values || below < 0) {
    const smallest = values?.[above] ?? 0;
    return f32(smallest - f32(Math.abs(smallest) + MARGIN));
  }
  const largest = values[below]!;
  if (above === Infinity) {
    return f32(largest + f32(Math.abs(largest) + MARGIN));
  }
  const middle = f32(f32(largest + values[above]!) * 0.5);
  return middle === largest ? values[above]! : middle;
}

/** The last bin on the left and the first on the right that any of the rows lie in. */
function nearestBins(
  data: BinnedMatrix, { rows, start, end }: RowRange, { feature, bin }: BinSplit,
) {
  const first = data.offsets[feature]!;
  const missing = data.offsets[feature + 1]! - 1 - first;
  const column = feature * data.rows;
  let below = -1;
  let above = Infinity;
  for (let i = start; i < end; i++) {
    const own = data.byColumn[column + rows[i]!]! - first;
    if (own <= bin) {
      below = Math.max(below, own);
    } else if (own !== missing) {
      above = Math.min(above, own);
    }
  }
  return { below, above };
}
