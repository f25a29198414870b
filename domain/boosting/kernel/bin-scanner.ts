import type { Histogram } from '../histogram.ts';
import type { NodeStats } from '../node-stats.ts';

/** Bins of one column: from `first` to before `end`, without that of missing values. */
export interface BinRange {
  readonly column: number;
  readonly first: number;
  readonly end: number;
}

/** What a search holds a split to. */
export interface ScanRules {
  readonly lambda: number;
  /** Sum of second derivatives that either side needs; above 0. */
  readonly minChildWeight: number;
}

/** Looks for the bin at which to split a node, column after column, and keeps the best. */
export interface BinScanner {
  /** Gain of the best split so far; 0 when there is none. */
  readonly gain: number;
  readonly leftGradient: number;
  readonly leftHessian: number;
  /** Begins with a node: no split is known. */
  begin(node: NodeStats): void;
  /**
   * Tries every bin as the last on the left, missing values on the right. Returns the bin if it is
   * better than the best so far, else -1.
   */
  up(histogram: Histogram, bins: BinRange): number;
  /**
   * Tries every bin as the first on the right, missing values on the left. Returns the bin if it is
   * better than the best so far, else -1.
   */
  down(histogram: Histogram, bins: BinRange): number;
  /** Whether the bins that were looked at last hold all of the node. */
  sawAll(): boolean;
}
