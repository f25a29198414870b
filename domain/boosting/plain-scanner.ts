import type { Histogram } from './histogram.ts';
import type { BinRange, BinScanner } from './kernel/bin-scanner.ts';
import { UNBOUNDED, type NodeEvaluator, type NodeStats } from './node-stats.ts';
import type { TreeParams } from './params.ts';

const f32 = Math.fround;
const NOTHING: NodeStats = { ...UNBOUNDED, gradient: 0, hessian: 0, gain: 0 };

/** Searches under every parameter there is, at the pace of the language itself. */
export class PlainScanner implements BinScanner {
  gain = 0;
  leftGradient = 0;
  leftHessian = 0;
  private node = NOTHING;
  private seenGradient = 0;
  private seenHessian = 0;

  constructor(
    private readonly params: TreeParams, private readonly evaluator: NodeEvaluator,
  ) {}

  begin(node: NodeStats): void {
    this.node = node;
    this.gain = 0;
  }

  up(histogram: Histogram, { column, first, end }: BinRange): number {
    const { hessian } = this.node;
    this.forget();
    let found = -1;
    for (let bin = first; bin < end; bin++) {
      this.see(histogram, bin);
      const { seenGradient, seenHessian } = this;
      if (
        this.isHeavyEnough(hessian - seenHessian)
        && this.improves(column, seenGradient, seenHessian)
      ) {
        found = bin;
      }
    }
    return found;
  }

  down(histogram: Histogram, { column, first, end }: BinRange): number {
    const { gradient, hessian } = this.node;
    this.forget();
    let found = -1;
    for (let bin = end - 1; bin >= first; bin--) {
      this.see(histogram, bin);
      const rest = hessian - this.seenHessian;
      if (
        this.isHeavyEnough(rest)
        && this.improves(column, gradient - this.seenGradient, rest)
      ) {
        found = bin;
      }
    }
    return found;
  }

  sawAll(): boolean {
    return this.seenGradient === this.node.gradient && this.seenHessian === this.node.hessian;
  }

  private forget(): void {
    this.seenGradient = 0;
    this.seenHessian = 0;
  }

  private see(histogram: Histogram, bin: number): void {
    this.seenGradient += histogram[2 * bin]!;
    this.seenHessian += histogram[2 * bin + 1]!;
  }

  private isHeavyEnough(rest: number): boolean {
    const { minChildWeight } = this.params;
    return this.seenHessian >= minChildWeight && rest >= minChildWeight;
  }

  /** Keeps a split that is better than the best so far. */
  private improves(column: number, leftGradient: number, leftHessian: number): boolean {
    const gain = this.splitGain(column, leftGradient, leftHessian);
    if (!(gain > this.gain) || gain === Infinity) {
      return false;
    }
    this.gain = gain;
    this.leftGradient = leftGradient;
    this.leftHessian = leftHessian;
    return true;
  }

  private splitGain(column: number, gradient: number, hessian: number): number {
    const { node, evaluator } = this;
    const otherGradient = node.gradient - gradient;
    const otherHessian = node.hessian - hessian;
    const direction = this.params.monotone[column] ?? 0;
    if (direction !== 0) {
      const left = evaluator.weight(gradient, hessian, node);
      const right = evaluator.weight(otherGradient, otherHessian, node);
      if (direction > 0 ? left > right : left < right) {
        return -Infinity;
      }
    }
    const gain = evaluator.gain(gradient, hessian, node);
    return f32(f32(gain + evaluator.gain(otherGradient, otherHessian, node)) - node.gain);
  }
}
