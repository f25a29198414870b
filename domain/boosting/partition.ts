import type { BinnedMatrix } from './bins.ts';
import type { RowRange } from './histogram.ts';

/** Which bins of which column go left. */
export interface BinSplit {
  readonly feature: number;
  /** The last bin of the column that goes left; -1 sends only missing values left. */
  readonly bin: number;
  readonly defaultLeft: boolean;
}

/** Divides rows between two children and keeps their order. */
export class Partitioner {
  private readonly right: Int32Array;

  constructor(private readonly data: BinnedMatrix) {
    this.right = new Int32Array(data.rows);
  }

  /** Moves the rows that go left to the front of the range; returns where the right ones begin. */
  divide({ rows, start, end }: RowRange, split: BinSplit): number {
    const { byColumn, offsets } = this.data;
    const { right } = this;
    const column = split.feature * this.data.rows;
    const first = offsets[split.feature]!;
    const limit = first + split.bin;
    const missing = offsets[split.feature + 1]! - 1;
    const missingLeft = split.defaultLeft ? 1 : 0;
    let toLeft = start;
    let toRight = 0;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      const bin = byColumn[column + row]!;
      const goesLeft = bin === missing ? missingLeft : (bin <= limit ? 1 : 0);
      rows[toLeft] = row;
      right[toRight] = row;
      toLeft += goesLeft;
      toRight += 1 - goesLeft;
    }
    rows.set(right.subarray(0, toRight), toLeft);
    return toLeft;
  }
}
