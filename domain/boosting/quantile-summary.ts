/*
 * The weighted quantile summary of XGBoost 1.7.4 (src/common/quantile.h, Apache-2.0, Copyright
 * XGBoost contributors), written anew: the same rounding to float32 at the same places, so that
 * cuts come out equal.
 */
const f32 = Math.fround;

/** Entries sorted by value: the range of ranks each may have, its own weight, and the value. */
export class QuantileSummary {
  /** How many entries are in use. */
  size = 0;
  minRank: Float32Array;
  maxRank: Float32Array;
  weight: Float32Array;
  value: Float32Array;

  constructor(capacity: number) {
    this.minRank = new Float32Array(capacity);
    this.maxRank = new Float32Array(capacity);
    this.weight = new Float32Array(capacity);
    this.value = new Float32Array(capacity);
  }

  /** Makes room for `capacity` entries; what was in the summary is forgotten. */
  reserve(capacity: number): void {
    if (this.value.length < capacity) {
      this.minRank = new Float32Array(capacity);
      this.maxRank = new Float32Array(capacity);
      this.weight = new Float32Array(capacity);
      this.value = new Float32Array(capacity);
    }
  }

  /** Appends an entry. */
  push(minRank: number, maxRank: number, weight: number, value: number): void {
    const at = this.size++;
    this.minRank[at] = minRank;
    this.maxRank[at] = maxRank;
    this.weight[at] = weight;
    this.value[at] = value;
  }

  /** Takes over the entries of another summary. */
  copyFrom(source: QuantileSummary): void {
    this.reserve(source.size);
    this.size = 0;
    for (let i = 0; i < source.size; i++) {
      this.pushEntry(source, i);
    }
  }

  /**
   * At most `limit` of the entries of `source`, at even distances of rank, first and last always
   * among them.
   */
  pruneFrom(source: QuantileSummary, limit: number): void {
    if (source.size <= limit) {
      this.copyFrom(source);
      return;
    }
    this.reserve(limit);
    this.size = 0;
    this.pushEntry(source, 0);
    const end = source.size - 1;
    const last = this.pushEvenly(source, limit - 1);
    if (last !== end) {
      this.pushEntry(source, end);
    }
  }

  /** Both summaries in one, as if it had seen the data of either. */
  mergeFrom(a: QuantileSummary, b: QuantileSummary): void {
    if (a.size === 0 || b.size === 0) {
      this.copyFrom(a.size === 0 ? b : a);
      return;
    }
    this.reserve(a.size + b.size);
    this.size = 0;
    let i = 0;
    let j = 0;
    let beforeA = 0;
    let beforeB = 0;
    while (i < a.size && j < b.size) {
      const left = a.value[i]!;
      const right = b.value[j]!;
      if (left === right) {
        this.push(
          a.minRank[i]! + b.minRank[j]!, a.maxRank[i]! + b.maxRank[j]!, a.weight[i]! + b.weight[j]!,
          left
        );
        beforeA = a.nextMinRank(i++);
        beforeB = b.nextMinRank(j++);
      } else if (left < right) {
        this.push(
          a.minRank[i]! + beforeB, a.maxRank[i]! + b.previousMaxRank(j), a.weight[i]!, left
        );
        beforeA = a.nextMinRank(i++);
      } else {
        this.push(
          b.minRank[j]! + beforeA, b.maxRank[j]! + a.previousMaxRank(i), b.weight[j]!, right
        );
        beforeB = b.nextMinRank(j++);
      }
    }
    this.pushRest(a, i, beforeB, b.maxRank[b.size - 1]!);
    this.pushRest(b, j, beforeA, a.maxRank[a.size - 1]!);
  }

  private pushEvenly(source: QuantileSummary, steps: number): number {
    const end = source.size - 1;
    const begin = source.maxRank[0]!;
    const range = f32(source.minRank[end]! - begin);
    let i = 1;
    let last = 0;
    for (let k = 1; k < steps; k++) {
      const twice = f32(2 * f32(f32(f32(k * range) / steps) + begin));
      while (i < end && twice >= f32(source.maxRank[i + 1]! + source.minRank[i + 1]!)) {
        i++;
      }
      if (i === end) {
        break;
      }
      const chosen = twice < f32(source.nextMinRank(i) + source.previousMaxRank(i + 1)) ? i : i + 1;
      if (chosen !== last) {
        this.pushEntry(source, chosen);
        last = chosen;
      }
    }
    return last;
  }

  private pushRest(
    source: QuantileSummary, from: number, rank: number, otherMaxRank: number,
  ): void {
    for (let i = from; i < source.size; i++) {
      this.push(
        source.minRank[i]! + rank, source.maxRank[i]! + otherMaxRank, source.weight[i]!,
        source.value[i]!
      );
    }
  }

  private pushEntry(source: QuantileSummary, i: number): void {
    this.push(source.minRank[i]!, source.maxRank[i]!, source.weight[i]!, source.value[i]!);
  }

  private nextMinRank(i: number): number {
    return f32(this.minRank[i]! + this.weight[i]!);
  }

  private previousMaxRank(i: number): number {
    return f32(this.maxRank[i]! - this.weight[i]!);
  }
}
