import type { TreeParams } from './params.ts';
import { drawWithoutReplacement, type Random } from './random.ts';

/**
 * Draws the columns each node may split on: a share of all by tree, of those by level, of those by
 * node.
 */
export class ColumnSampler {
  private readonly byLevel = new Map<number, Int32Array>();
  private readonly byTree: Int32Array;

  constructor(
    columns: number, private readonly params: TreeParams, private readonly random: Random,
  ) {
    this.byTree = this.draw(
      Int32Array.from({ length: columns }, (_, i) => i), params.columnsByTree
    );
  }

  /** The columns for a node of this depth. */
  columnsFor(depth: number): Int32Array {
    let level = this.byLevel.get(depth);
    if (!level) {
      level = this.draw(this.byTree, this.params.columnsByLevel);
      this.byLevel.set(depth, level);
    }
    return this.draw(level, this.params.columnsByNode);
  }

  private draw(columns: Int32Array, share: number): Int32Array {
    return share === 1
      ? columns
      : drawWithoutReplacement(
        columns, Math.max(1, Math.trunc(share * columns.length)), this.random
      );
  }
}

/** Silences the rows that are not drawn: they keep their place but pull nowhere. */
export function sampleRows(gradients: Float32Array, share: number, random: Random): void {
  for (let at = 0; share < 1 && at < gradients.length; at += 2) {
    if (random.next() >= share) {
      gradients[at] = 0;
      gradients[at + 1] = 0;
    }
  }
}
