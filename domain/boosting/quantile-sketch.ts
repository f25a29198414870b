/*
 * The streaming quantile sketch of XGBoost 1.7.4 (src/common/quantile.h, Apache-2.0, Copyright
 * XGBoost contributors), written anew.
 */
import { QuantileSummary } from './quantile-summary.ts';
import { sortedOrder } from './radix-sort.ts';

const f32 = Math.fround;

/** How many more entries a sketch keeps than bins are asked for. */
export const SKETCH_FACTOR = 8;

/**
 * Summarises one column in bounded memory: values wait in a queue, full queues become summaries on
 * levels.
 */
export class QuantileSketch {
  private readonly limit: number;
  private readonly queueValue: Float32Array;
  private readonly queueWeight: Float32Array;
  private queued = 0;
  private readonly levels: QuantileSummary[] = [];
  private readonly scratch = new QuantileSummary(0);

  constructor(count: number, bins: number) {
    const kept = Math.max(1, Math.min(bins, count));
    this.limit = levelSize(count, 1 / f32(kept * SKETCH_FACTOR));
    this.queueValue = new Float32Array(Math.max(1, this.limit * 2));
    this.queueWeight = new Float32Array(this.queueValue.length);
  }

  /** Adds a value that is not missing. */
  push(value: number, weight: number): void {
    if (weight === 0) {
      return;
    }
    const repeats = this.queued > 0 && this.queueValue[this.queued - 1] === value;
    if (!repeats && this.queued === this.queueValue.length) {
      this.flush();
    }
    if (repeats) {
      this.queueWeight[this.queued - 1]! += weight;
    } else {
      this.queueValue[this.queued] = value;
      this.queueWeight[this.queued++] = weight;
    }
  }

  /** Everything pushed so far as one summary. */
  summary(): QuantileSummary {
    const out = new QuantileSummary(0);
    this.summarizeQueue(out);
    const [base, ...rest] = this.levels;
    if (!base) {
      if (out.size > this.limit) {
        this.scratch.pruneFrom(out, this.limit);
        out.copyFrom(this.scratch);
      }
      return out;
    }
    base.pruneFrom(out, this.limit);
    for (const level of rest) {
      if (level.size > 0) {
        out.mergeFrom(base, level);
        base.pruneFrom(out, this.limit);
      }
    }
    out.copyFrom(base);
    return out;
  }

  private flush(): void {
    this.summarizeQueue(this.scratch);
    this.queued = 0;
    for (let at = 1; ; at++) {
      while (this.levels.length <= at) {
        this.levels.push(new QuantileSummary(this.limit));
      }
      const base = this.levels[0]!;
      const level = this.levels[at]!;
      if (level.size === 0) {
        level.pruneFrom(this.scratch, this.limit);
        return;
      }
      base.pruneFrom(this.scratch, this.limit);
      this.scratch.mergeFrom(base, level);
      if (this.scratch.size <= this.limit) {
        level.copyFrom(this.scratch);
        return;
      }
      level.size = 0;
    }
  }

  private summarizeQueue(out: QuantileSummary): void {
    const { queueValue, queueWeight } = this;
    const order = sortedOrder(queueValue.subarray(0, this.queued));
    out.reserve(order.length);
    out.size = 0;
    let below = 0;
    for (let i = 0; i < order.length;) {
      const current = queueValue[order[i]!]!;
      let sum = queueWeight[order[i++]!]!;
      while (i < order.length && queueValue[order[i]!] === current) {
        sum = f32(sum + queueWeight[order[i++]!]!);
      }
      const through = f32(below + sum);
      out.push(below, through, sum, current);
      below = through;
    }
  }
}

function levelSize(count: number, epsilon: number): number {
  for (let levels = 1; ; levels++) {
    const size = Math.min(count, Math.ceil(levels / epsilon) + 1);
    if (2 ** levels * size >= count) {
      return size;
    }
  }
}
