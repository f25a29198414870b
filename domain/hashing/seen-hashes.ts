/**
 * Hashes of 64 bits that were met. Of n different values two are taken for the same with probability
 * n^2 / 2^65: 3e-6 for ten million. 8 bytes each, in a table that is filled to two thirds at most.
 */
export class SeenHashes {
  private lows = new Int32Array(1024);
  private highs = new Int32Array(1024);
  private count = 0;

  /** Adds a hash; true when it was there already. */
  public meet(low: number, high: number): boolean {
    // A pair of zeros marks a free slot.
    const first = low === 0 && high === 0 ? 1 : low;
    const slot = this.slotOf(first, high);
    if (this.lows[slot] === first && this.highs[slot] === high) return true;
    this.lows[slot] = first;
    this.highs[slot] = high;
    this.count += 1;
    if (this.count * 3 > this.lows.length * 2) this.grow();
    return false;
  }

  /** How many different hashes there are. */
  public get size(): number {
    return this.count;
  }

  /** Gives each hash to a consumer, in no order. */
  public each(take: (low: number, high: number) => void): void {
    const { lows, highs } = this;
    for (let index = 0; index < lows.length; index += 1) {
      if (lows[index] !== 0 || highs[index] !== 0) take(lows[index]!, highs[index]!);
    }
  }

  private slotOf(low: number, high: number): number {
    const { lows, highs } = this;
    const mask = lows.length - 1;
    let slot = low & mask;
    while (
      (lows[slot] !== low || highs[slot] !== high) &&
      (lows[slot] !== 0 || highs[slot] !== 0)
    ) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private grow(): void {
    const { lows, highs } = this;
    this.lows = new Int32Array(lows.length * 2);
    this.highs = new Int32Array(lows.length * 2);
    for (let index = 0; index < lows.length; index += 1) {
      if (lows[index] === 0 && highs[index] === 0) continue;
      const slot = this.slotOf(lows[index]!, highs[index]!);
      this.lows[slot] = lows[index]!;
      this.highs[slot] = highs[index]!;
    }
  }
}
