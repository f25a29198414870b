import { describe, expect, test } from 'vitest';
import type { Kernel } from '../../../domain/boosting/kernel/kernel.ts';
import { plainKernel } from '../../../domain/boosting/kernel/plain-kernel.ts';
import { wasmKernel } from '../../../domain/boosting/kernel/wasm-kernel.ts';
import { seededRandom } from '../../../domain/boosting/index.ts';
import { NodeEvaluator, UNBOUNDED } from '../../../domain/boosting/node-stats.ts';
import { completeParams } from '../../../domain/boosting/params.ts';
import { PlainScanner } from '../../../domain/boosting/plain-scanner.ts';

const size = { rows: 500, columns: 7, bins: 300, groups: 2, histograms: 4 };

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
  const margins = allocator.float32(2 * size.rows);
  kernel.addScore({ margins, groups: 2, group: 1 }, { rows, start: 30, end: middle }, Math.fround(0.1));
  return {
    margins: Array.from(margins), middle, rows: Array.from(rows), all: Array.from(all),
    part: Array.from(part), bins: Array.from(own),
  };
}

const rules = { lambda: 1, minChildWeight: 1 };

function scan(kernel: Kernel) {
  const random = seededRandom(5);
  const histogram = kernel.allocator.float64(2 * size.bins);
  histogram.set(
    Float64Array.from(histogram, (_, i) => random.next() - (i % 2 === 0 ? 0.5 : 0))
  );
  const [gradient, hessian] = [0, 1].map((side) =>
    histogram.filter((_, i) => i % 2 === side).reduce((sum, value) => sum + value, 0)) as [number, number];
  const params = completeParams(rules);
  const evaluator = new NodeEvaluator(params);
  const scanner = kernel.scanner?.(rules) ?? new PlainScanner(params, evaluator);
  const gain = evaluator.gain(gradient, hessian, UNBOUNDED);
  scanner.begin({ gradient, hessian, gain, ...UNBOUNDED });
  const found = [];
  for (const [first, end] of [[0, 3], [3, 100], [100, 300], [0, 300]] as const) {
    const bins = { column: 0, first, end };
    const up = scanner.up(histogram, bins);
    const all = scanner.sawAll();
    const { leftGradient, leftHessian } = scanner;
    const down = scanner.down(histogram, bins);
    found.push({ up, down, all, gain: scanner.gain, leftGradient, leftHessian });
  }
  return found;
}

describe('kernels', () => {
  test('WebAssembly gives to the bit what the plain loops give', () => {
    expect(work(wasmKernel(size)!)).toEqual(work(plainKernel(size)));
  });

  test('a search in WebAssembly finds to the bit what the plain one finds', () => {
    const found = scan(wasmKernel(size)!);
    expect(found).toEqual(scan(plainKernel(size)));
    expect(found.at(-1)!.gain).toBeGreaterThan(0);
    expect(found.at(-1)!.all).toBe(true);
    expect(found.some(({ down }) => down >= 0)).toBe(true);
  });

  test('dividing keeps the order on both sides and loses no row', () => {
    const { middle, rows, bins } = work(wasmKernel(size)!);
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
