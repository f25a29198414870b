import type { BinNumbers } from '../bins.ts';
import type { Histogram, RowRange } from '../histogram.ts';
import type { ColumnSplit, GroupMargins, Kernel, KernelSize } from './kernel.ts';

const MOST_NARROW_BINS = 0xffff;

/** A kernel in the language itself: for tables too large for the other, and to check it by. */
export function plainKernel({ bins }: Pick<KernelSize, 'bins'>): Kernel {
  const Numbers = bins > MOST_NARROW_BINS ? Uint32Array : Uint16Array;
  return {
    allocator: {
      bins: (length) => new Numbers(length),
      int32: (length) => new Int32Array(length),
      float32: (length) => new Float32Array(length),
      float64: (length) => new Float64Array(length),
    },
    addRows,
    subtract,
    divide,
    addScore,
  };
}

function addRows(
  out: Histogram, bins: BinNumbers, columns: number, { rows, start, end }: RowRange, gradients: Float32Array,
): void {
  for (let i = start; i < end; i++) {
    const row = rows[i]!;
    const gradient = gradients[2 * row]!;
    const hessian = gradients[2 * row + 1]!;
    const last = (row + 1) * columns;
    for (let at = row * columns; at < last; at++) {
      const pair = bins[at]! << 1;
      out[pair]! += gradient;
      out[pair + 1]! += hessian;
    }
  }
}

function subtract(from: Histogram, part: Histogram): void {
  for (let i = 0; i < from.length; i++) {
    from[i]! -= part[i]!;
  }
}

function divide({ rows, start, end }: RowRange, spare: Int32Array, split: ColumnSplit): number {
  const { bins, from, limit, missing } = split;
  const missingLeft = split.missingLeft ? 1 : 0;
  let toLeft = start;
  let toRight = 0;
  for (let i = start; i < end; i++) {
    const row = rows[i]!;
    const bin = bins[from + row]!;
    const goesLeft = bin === missing ? missingLeft : (bin <= limit ? 1 : 0);
    rows[toLeft] = row;
    spare[toRight] = row;
    toLeft += goesLeft;
    toRight += 1 - goesLeft;
  }
  rows.set(spare.subarray(0, toRight), toLeft);
  return toLeft;
}

function addScore(
  { margins, groups, group }: GroupMargins, { rows, start, end }: RowRange, score: number,
): void {
  for (let i = start; i < end; i++) {
    margins[rows[i]! * groups + group]! += score;
  }
}
