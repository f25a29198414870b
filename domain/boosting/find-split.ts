/*
 * The search for the best split as XGBoost 1.7.4 `hist` does it (src/tree/hist/evaluate_splits.h,
 * Apache-2.0, Copyright XGBoost contributors), written anew: same order, same rounding, same ties.
 */
import type { BinnedMatrix } from './bins.ts';
import type { Histogram } from './histogram.ts';
import type { BinRange, BinScanner } from './kernel/bin-scanner.ts';
import type { NodeStats } from './node-stats.ts';
import type { TreeParams } from './params.ts';

/** Which bins of which column go left. */
export interface BinSplit {
  readonly feature: number;
  /** The last bin of the column that goes left; -1 sends only missing values left. */
  readonly bin: number;
  readonly defaultLeft: boolean;
}

/** A split, what it gains, and the sums on either side. */
export interface FoundSplit extends BinSplit {
  readonly gain: number;
  readonly threshold: number;
  readonly leftGradient: number;
  readonly leftHessian: number;
  readonly rightGradient: number;
  readonly rightHessian: number;
}

interface Place {
  feature: number;
  bin: number;
  defaultLeft: boolean;
}

/** Looks through the bins of the given features for the split that gains most. */
export class SplitFinder {
  private readonly ranges: readonly BinRange[];

  constructor(
    private readonly data: BinnedMatrix,
    private readonly params: TreeParams,
    private readonly scanner: BinScanner,
  ) {
    const { columns, offsets } = data;
    this.ranges = Array.from({ length: columns }, (_, column) =>
      ({ column, first: offsets[column]!, end: offsets[column + 1]! - 1 }));
  }

  /** The best split, or nothing when no split gains anything. */
  find(histogram: Histogram, node: NodeStats, features: Int32Array): FoundSplit | undefined {
    const best: Place = { feature: -1, bin: 0, defaultLeft: false };
    const isExact = this.params.method === 'exact';
    this.scanner.begin(node);
    for (const feature of features) {
      // `exact` looks down every column, and up only those in which anything is missing.
      if (!isExact || this.data.missing[feature] === 1) {
        this.scanUp(histogram, feature, best);
      }
      if (isExact || !this.scanner.sawAll()) {
        this.scanDown(histogram, feature, best);
      }
    }
    return best.feature < 0 ? undefined : this.complete(best, node);
  }

  private scanUp(histogram: Histogram, feature: number, best: Place): void {
    const range = this.ranges[feature]!;
    const found = this.scanner.up(histogram, range);
    if (found >= 0) {
      best.feature = feature;
      best.bin = found - range.first;
      best.defaultLeft = false;
    }
  }

  private scanDown(histogram: Histogram, feature: number, best: Place): void {
    const range = this.ranges[feature]!;
    const found = this.scanner.down(histogram, range);
    if (found >= 0) {
      best.feature = feature;
      best.bin = found - range.first - 1;
      best.defaultLeft = true;
    }
  }

  private complete(best: Place, node: NodeStats): FoundSplit {
    const { bounds, lowest } = this.data.cuts[best.feature]!;
    const { gain, leftGradient, leftHessian } = this.scanner;
    const { feature, bin, defaultLeft } = best;
    return {
      feature,
      bin,
      defaultLeft,
      gain,
      threshold: bin < 0 ? lowest : bounds[bin]!,
      leftGradient,
      leftHessian,
      rightGradient: node.gradient - leftGradient,
      rightHessian: node.hessian - leftHessian,
    };
  }
}
