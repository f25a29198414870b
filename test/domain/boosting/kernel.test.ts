import { describe, expect, test } from 'vitest';
import type { Kernel } from '../../../domain/boosting/kernel/kernel.ts';
import { plainKernel } from '../../../domain/boosting/kernel/plain-kernel.ts';
import { wasmKernel } from '../../../domain/boosting/kernel/wasm-kernel.ts';
import { seededRandom } from '../../../domain/boosting/index.ts';

const size = { rows: 500, columns: 7, bins: 300, groups: 1, histograms: 4 };

function work(kernel: Kernel) {
  const random = seededRandom(3);
  const { allocator } = kernel;
  const bins = allocator.bins(size.rows * size.columns).map(
    () => Math.floor(random.next() * size.bins)
  );
  const own = allocator.bins(bins.length);
  own.set(bins);
  const gradients = allocator.float32(2 * size.rows);
  gradients.set(Float32Array.from(gradients, () => random.next() - 0.5));
  const rows = allocator.int32(size.rows);
  rows.set(Int32Array.from(rows, (_, i) => i));
  const all = allocator.float64(2 * size.bins);
  const part = allocator.float64(2 * size.bins);
  const spare = allocator.int32(size.rows);
  const range = { rows, start: 20, end: 480 };
  kernel.addRows(all, own, size.columns, range, gradients);
  const middle = kernel.divide(
    range, spare, { bins: own, from: 1000, limit: 100, missing: 7, missingLeft: true }
  );
  kernel.addRows(part, own, size.columns, { rows, start: 20, end: middle }, gradients);
  kernel.subtract(all, part);
  return {
    middle, rows: Array.from(rows), all: Array.from(all), part: Array.from(part),
    bins: Array.from(own),
  };
}

describe('kernels', () => {
  const fast = wasmKernel(size);

  test('WebAssembly gives to the bit what the plain loops give', () => {
    expect(work(fast!)).toEqual(work(plainKernel(size)));
  });

  test('dividing keeps the order on both sides and loses no row', () => {
    const { middle, rows, bins } = work(fast!);
    const goesLeft = (row: number) => bins[1000 + row]! <= 100;
    const [left, right] = [rows.slice(20, middle), rows.slice(middle, 480)];
    expect(left.every(goesLeft)).toBe(true);
    expect(right.some(goesLeft)).toBe(false);
    expect(left).toEqual([...left].sort((a, b) => a - b));
    expect([...left, ...right].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 460 }, (_, i) => i + 20)
    );
  });

  test('a table of more bins than sixteen bits count is left to the plain loops', () => {
    const wide = { ...size, bins: 70_000 };
    expect(wasmKernel(wide)).toBeUndefined();
    expect(plainKernel(wide).allocator.bins(1)).toBeInstanceOf(Uint32Array);
  });
});
