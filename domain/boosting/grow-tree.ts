/*
 * The growth of one tree as XGBoost 1.7.4 `hist` does it (src/tree/updater_quantile_hist.cc,
 * src/tree/driver.h, Apache-2.0, Copyright XGBoost contributors), written anew.
 */
import type { BinnedMatrix } from './bins.ts';
import { exactThreshold } from './exact-threshold.ts';
import { SplitFinder, type FoundSplit } from './find-split.ts';
import { HistogramPool, type Histogram, type RowRange } from './histogram.ts';
import type { BinScanner } from './kernel/bin-scanner.ts';
import type { Kernel } from './kernel/kernel.ts';
import { PlainScanner } from './plain-scanner.ts';
import { NodeEvaluator, UNBOUNDED, type NodeStats, type WeightBounds } from './node-stats.ts';
import type { TreeParams } from './params.ts';
import type { ColumnSampler } from './sampling.ts';
import { TreeDraft, type NodeSplit, type NodeWorth } from './tree.ts';

const f32 = Math.fround;
/** Splits that gain less are noise. */
const LEAST_GAIN = f32(1e-6);

/** A leaf and its rows. */
export interface LeafRows extends RowRange {
  readonly node: number;
}

/** A grown tree and where the training rows ended. */
export interface GrownTree {
  readonly draft: TreeDraft;
  readonly leaves: readonly LeafRows[];
}

interface OpenNode extends LeafRows {
  readonly depth: number;
  readonly stats: NodeStats;
  histogram?: Histogram;
  split?: FoundSplit;
}

/**
 * Grows trees on one binned matrix; made once per training, so that memory is reused from tree to
 * tree.
 */
export class TreeGrower {
  private readonly evaluator: NodeEvaluator;
  private readonly finder: SplitFinder;
  private readonly pool: HistogramPool;
  private readonly rows: Int32Array;
  private readonly spare: Int32Array;
  private readonly everyRow: Int32Array;
  private readonly rate: number;

  constructor(
    private readonly data: BinnedMatrix,
    private readonly params: TreeParams,
    private readonly kernel: Kernel,
  ) {
    this.evaluator = new NodeEvaluator(params);
    this.finder = new SplitFinder(data, params, this.scanner());
    this.pool = new HistogramPool(data.offsets[data.columns]!, kernel.allocator);
    this.rows = kernel.allocator.int32(data.rows);
    this.spare = kernel.allocator.int32(data.rows);
    this.everyRow = Int32Array.from({ length: data.rows }, (_, row) => row);
    this.rate = f32(params.learningRate / params.parallelTrees);
  }

  /**
   * Grows a tree that lowers the loss with these gradients. The rows of the result hold until the
   * next tree.
   */
  grow(gradients: Float32Array, columns: ColumnSampler): GrownTree {
    const root = this.openRoot(gradients);
    const draft = new TreeDraft(this.worth(root.stats, UNBOUNDED));
    const leaves: LeafRows[] = [];
    const queue: OpenNode[] = [];
    const consider = (node: OpenNode) => this.consider(node, columns, queue, leaves);
    consider(root);
    let leafCount = 1;
    while (queue.length > 0) {
      const node = this.next(queue);
      const { maxLeaves } = this.params;
      if (maxLeaves > 0 && leafCount >= maxLeaves) {
        this.close(node, leaves);
        continue;
      }
      leafCount++;
      const roomLeft = maxLeaves === 0 || leafCount < maxLeaves;
      const children = this.split(node, draft, gradients, roomLeft);
      children.forEach(consider);
    }
    return { draft, leaves };
  }

  private scanner(): BinScanner {
    const { params, kernel, evaluator } = this;
    const { alpha, lambda, minChildWeight } = params;
    const isCommon = evaluator.simple && alpha === 0 && minChildWeight > 0;
    return (isCommon ? kernel.scanner?.({ lambda, minChildWeight }) : undefined)
      ?? new PlainScanner(params, evaluator);
  }

  private next(queue: OpenNode[]): OpenNode {
    if (this.params.growPolicy === 'depthwise') {
      return queue.shift()!;
    }
    let at = 0;
    for (let i = 1; i < queue.length; i++) {
      if (queue[i]!.split!.gain > queue[at]!.split!.gain) {
        at = i;
      }
    }
    return queue.splice(at, 1)[0]!;
  }

  private openRoot(gradients: Float32Array): OpenNode {
    this.rows.set(this.everyRow);
    const range = { rows: this.rows, start: 0, end: this.rows.length };
    const histogram = this.pool.take();
    this.kernel.addRows(histogram, this.data.byRow, this.data.columns, range, gradients);
    const sums = this.data.dense
      ? sumPairs(histogram, this.data.offsets[0]!, this.data.offsets[1]!)
      : sumPairs(gradients, 0, this.data.rows);
    const stats = {
      ...sums, ...UNBOUNDED, gain: this.evaluator.gain(sums.gradient, sums.hessian, UNBOUNDED),
    };
    return { ...range, node: 0, depth: 0, stats, histogram };
  }

  private consider(
    node: OpenNode, columns: ColumnSampler, queue: OpenNode[], leaves: LeafRows[],
  ): void {
    if (!node.histogram) {
      leaves.push(node);
      return;
    }
    const split = this.finder.find(node.histogram, node.stats, columns.columnsFor(node.depth));
    if (!split || !this.worthwhile(split)) {
      this.close(node, leaves);
      return;
    }
    node.split = split;
    queue.push(node);
  }

  private worthwhile({ gain, leftHessian, rightHessian }: FoundSplit): boolean {
    return gain > LEAST_GAIN && gain >= this.params.minSplitLoss && leftHessian !== 0
      && rightHessian !== 0;
  }

  private close(node: OpenNode, leaves: LeafRows[]): void {
    this.pool.giveBack(node.histogram!);
    leaves.push(node);
  }

  private split(
    node: OpenNode, draft: TreeDraft, gradients: Float32Array, roomLeft: boolean,
  ): OpenNode[] {
    const split = node.split!;
    const { left: leftStats, right: rightStats } = this.childStats(node.stats, split);
    const first = draft.split(
      node.node, this.splitOf(node),
      this.worth(leftStats, node.stats), this.worth(rightStats, node.stats));
    const middle = this.divide(node, split);
    const depth = node.depth + 1;
    const left: OpenNode = {
      rows: this.rows, start: node.start, end: middle, node: first, depth, stats: leftStats,
    };
    const right: OpenNode = {
      rows: this.rows, start: middle, end: node.end, node: first + 1, depth, stats: rightStats,
    };
    const { maxDepth } = this.params;
    if (roomLeft && (maxDepth === 0 || depth < maxDepth)) {
      this.fillHistograms(node, left, right, gradients);
    } else {
      this.pool.giveBack(node.histogram!);
    }
    return [left, right];
  }

  private divide(node: OpenNode, { feature, bin, defaultLeft }: FoundSplit): number {
    const { byColumn, offsets, rows } = this.data;
    const first = offsets[feature]!;
    return this.kernel.divide(node, this.spare, {
      bins: byColumn,
      from: feature * rows,
      limit: first + bin,
      missing: offsets[feature + 1]! - 1,
      missingLeft: defaultLeft,
    });
  }

  /** Adds up the lighter child and leaves what remains of the parent to the heavier one. */
  private fillHistograms(
    parent: OpenNode, left: OpenNode, right: OpenNode, gradients: Float32Array,
  ): void {
    const [light, heavy] = right.stats.hessian < left.stats.hessian ? [right, left] : [left, right];
    const histogram = this.pool.take();
    this.kernel.addRows(histogram, this.data.byRow, this.data.columns, light, gradients);
    this.kernel.subtract(parent.histogram!, histogram);
    light.histogram = histogram;
    heavy.histogram = parent.histogram!;
  }

  /**
   * Children are worth what they are within the bounds of their parent; their own bounds hold for
   * their splits.
   */
  private childStats(parent: NodeStats, split: FoundSplit): { left: NodeStats; right: NodeStats } {
    const { evaluator } = this;
    const stats = (gradient: number, hessian: number) => ({
      gradient,
      hessian,
      lower: parent.lower,
      upper: parent.upper,
      gain: evaluator.gain(gradient, hessian, parent),
    });
    const left = stats(split.leftGradient, split.leftHessian);
    const right = stats(split.rightGradient, split.rightHessian);
    const direction = this.params.monotone[split.feature] ?? 0;
    if (direction !== 0) {
      const weigh = (side: NodeStats) => evaluator.weight(side.gradient, side.hessian, parent);
      const middle = f32(f32(weigh(left) + weigh(right)) / 2);
      (direction > 0 ? left : right).upper = middle;
      (direction > 0 ? right : left).lower = middle;
    }
    return { left, right };
  }

  private worth({ gradient, hessian }: NodeStats, bounds: WeightBounds): NodeWorth {
    const weight = this.evaluator.weight(gradient, hessian, bounds);
    return { hessian, score: f32(weight * this.rate) };
  }

  private splitOf(node: OpenNode): NodeSplit {
    const { split, stats } = node;
    const { leftGradient, leftHessian, rightGradient, rightHessian } = split!;
    const weight = this.evaluator.weight(
      leftGradient + rightGradient, leftHessian + rightHessian, stats
    );
    const threshold = this.params.method === 'exact'
      ? exactThreshold(this.data, node, split!)
      : split!.threshold;
    return { ...split!, threshold, weight };
  }
}

function sumPairs(
  pairs: ArrayLike<number>, from: number, to: number,
): { gradient: number; hessian: number } {
  let gradient = 0;
  let hessian = 0;
  for (let i = from; i < to; i++) {
    gradient += pairs[2 * i]!;
    hessian += pairs[2 * i + 1]!;
  }
  return { gradient, hessian };
}
