/*
 * The search for the best split as XGBoost 1.7.4 `hist` does it (src/tree/hist/evaluate_splits.h,
 * Apache-2.0, Copyright XGBoost contributors), written anew: same order, same rounding, same ties.
 */
import type { BinnedMatrix } from './bins.ts';
import type { Histogram } from './histogram.ts';
import type { NodeEvaluator, NodeStats } from './node-stats.ts';
import type { TreeParams } from './params.ts';

const f32 = Math.fround;

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

interface Best {
  gain: number;
  feature: number;
  bin: number;
  defaultLeft: boolean;
  leftGradient: number;
  leftHessian: number;
}

/** Looks through the bins of the given features for the split that gains most. */
export class SplitFinder {
  private readonly directions: Int8Array;

  constructor(
    private readonly data: BinnedMatrix,
    private readonly params: TreeParams,
    private readonly evaluator: NodeEvaluator,
  ) {
    this.directions = Int8Array.from(
      { length: data.columns }, (_, feature) => params.monotone[feature] ?? 0
    );
  }

  /** The best split, or nothing when no split gains anything. */
  find(histogram: Histogram, node: NodeStats, features: Int32Array): FoundSplit | undefined {
    const best: Best = {
      gain: 0, feature: -1, bin: 0, defaultLeft: false, leftGradient: 0, leftHessian: 0,
    };
    for (const feature of features) {
      if (this.params.method === 'exact') {
        this.scanExactly(histogram, node, feature, best);
      } else if (this.scanUp(histogram, node, feature, best)) {
        this.scanDown(histogram, node, feature, best);
      }
    }
    return best.feature < 0 ? undefined : this.complete(best, node);
  }

  /** `exact` looks down every column, and up only those in which anything is missing. */
  private scanExactly(histogram: Histogram, node: NodeStats, feature: number, best: Best): void {
    if (this.data.missing[feature] === 1) {
      this.scanUp(histogram, node, feature, best);
    }
    this.scanDown(histogram, node, feature, best);
  }

  /**
   * Tries every bin as the last on the left, missing values on the right; true when some are
   * missing.
   */
  private scanUp(histogram: Histogram, node: NodeStats, feature: number, best: Best): boolean {
    const { minChildWeight } = this.params;
    const { gradient, hessian } = node;
    const first = this.data.offsets[feature]!;
    const end = this.data.offsets[feature + 1]! - 1;
    let leftGradient = 0;
    let leftHessian = 0;
    for (let bin = first; bin < end; bin++) {
      leftGradient += histogram[2 * bin]!;
      leftHessian += histogram[2 * bin + 1]!;
      if (leftHessian < minChildWeight || hessian - leftHessian < minChildWeight) {
        continue;
      }
      const gain = this.splitGain(node, feature, leftGradient, leftHessian);
      if (gain > best.gain && gain !== Infinity) {
        best.gain = gain;
        best.feature = feature;
        best.bin = bin - first;
        best.defaultLeft = false;
        best.leftGradient = leftGradient;
        best.leftHessian = leftHessian;
      }
    }
    return leftGradient !== gradient || leftHessian !== hessian;
  }

  /** Tries every bin as the first on the right, missing values on the left. */
  private scanDown(histogram: Histogram, node: NodeStats, feature: number, best: Best): void {
    const { minChildWeight } = this.params;
    const { gradient, hessian } = node;
    const first = this.data.offsets[feature]!;
    let rightGradient = 0;
    let rightHessian = 0;
    for (let bin = this.data.offsets[feature + 1]! - 2; bin >= first; bin--) {
      rightGradient += histogram[2 * bin]!;
      rightHessian += histogram[2 * bin + 1]!;
      const leftHessian = hessian - rightHessian;
      if (rightHessian < minChildWeight || leftHessian < minChildWeight) {
        continue;
      }
      const gain = this.splitGain(node, feature, gradient - rightGradient, leftHessian);
      if (gain > best.gain && gain !== Infinity) {
        best.gain = gain;
        best.feature = feature;
        best.bin = bin - first - 1;
        best.defaultLeft = true;
        best.leftGradient = gradient - rightGradient;
        best.leftHessian = leftHessian;
      }
    }
  }

  private splitGain(node: NodeStats, feature: number, gradient: number, hessian: number): number {
    const otherGradient = node.gradient - gradient;
    const otherHessian = node.hessian - hessian;
    if (this.directions[feature] !== 0) {
      const left = this.evaluator.weight(gradient, hessian, node);
      const right = this.evaluator.weight(otherGradient, otherHessian, node);
      if (this.breaksDirection(feature, left, right)) {
        return -Infinity;
      }
    }
    const gain = this.evaluator.gain(gradient, hessian, node);
    return f32(f32(gain + this.evaluator.gain(otherGradient, otherHessian, node)) - node.gain);
  }

  private breaksDirection(feature: number, left: number, right: number): boolean {
    return this.directions[feature]! > 0 ? left > right : left < right;
  }

  private complete(best: Best, node: NodeStats): FoundSplit {
    const { bounds, lowest } = this.data.cuts[best.feature]!;
    return {
      ...best,
      threshold: best.bin < 0 ? lowest : bounds[best.bin]!,
      rightGradient: node.gradient - best.leftGradient,
      rightHessian: node.hessian - best.leftHessian,
    };
  }
}
