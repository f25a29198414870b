/*
 * Gains and weights as XGBoost 1.7.4 computes them (src/tree/param.h, src/tree/split_evaluator.h,
 * Apache-2.0, Copyright XGBoost contributors), written anew: sums in float64, each gain rounded to
 * float32.
 */
import type { TreeParams } from './params.ts';

const f32 = Math.fround;

/** What the weight of a node may lie between; only directions set by the parameters narrow it. */
export interface WeightBounds {
  readonly lower: number;
  readonly upper: number;
}

/** The bounds of a root. */
export const UNBOUNDED: WeightBounds = { lower: -Infinity, upper: Infinity };

/** The sums over a node, how much it gains as a leaf, and what its weight may lie between. */
export interface NodeStats extends WeightBounds {
  readonly gradient: number;
  readonly hessian: number;
  readonly gain: number;
}

/** Computes what nodes are worth under the penalties of the parameters. */
export class NodeEvaluator {
  /** Whether gains follow from the sums and the penalties alone. */
  readonly simple: boolean;

  constructor(private readonly params: TreeParams) {
    this.simple = params.maxDeltaStep === 0
      && !params.monotone.some((direction) => direction !== 0);
  }

  /** The score that serves the node best, as float32. */
  weight(gradient: number, hessian: number, { lower, upper }: WeightBounds): number {
    const { minChildWeight, alpha, lambda, maxDeltaStep } = this.params;
    if (hessian < minChildWeight || hessian <= 0) {
      return Math.min(Math.max(0, lower), upper);
    }
    let weight = -shrink(gradient, alpha) / (hessian + lambda);
    if (maxDeltaStep !== 0 && Math.abs(weight) > maxDeltaStep) {
      weight = Math.sign(weight) * maxDeltaStep;
    }
    return Math.min(Math.max(f32(weight), lower), upper);
  }

  /** How much the node lowers the loss when it scores its weight. */
  gain(gradient: number, hessian: number, bounds: WeightBounds): number {
    if (hessian <= 0) {
      return 0;
    }
    const { alpha, lambda } = this.params;
    if (this.simple) {
      const shrunk = alpha === 0 ? gradient : shrink(gradient, alpha);
      return f32(f32(shrunk * shrunk) / f32(hessian + lambda));
    }
    const w = this.weight(gradient, hessian, bounds);
    const linear = f32(f32(2 * f32(gradient)) * w);
    const square = f32(f32(f32(hessian) + lambda) * f32(w * w));
    return -f32(linear + square);
  }
}

function shrink(gradient: number, alpha: number): number {
  if (gradient > alpha) {
    return gradient - alpha;
  }
  return gradient < -alpha ? gradient + alpha : 0;
}
