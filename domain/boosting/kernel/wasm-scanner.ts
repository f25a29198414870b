import { TASK } from './scan-program.ts';
import type { Histogram } from '../histogram.ts';
import type { NodeStats } from '../node-stats.ts';
import type { BinRange, BinScanner, ScanRules } from './bin-scanner.ts';

/** The programs of a search. */
export interface ScanPrograms {
  readonly scanUp: (bin: number, end: number, task: number) => number;
  readonly scanDown: (bin: number, end: number, task: number) => number;
}

const PAIR_BYTES = 16;

/** Searches in WebAssembly; the task lies in the memory of the kernel, in `record`. */
export class WasmScanner implements BinScanner {
  private readonly doubles: Float64Array;
  private readonly singles: Float32Array;
  private readonly address: number;

  constructor(
    private readonly programs: ScanPrograms, record: Float64Array,
    { lambda, minChildWeight }: ScanRules,
  ) {
    this.doubles = record;
    this.singles = new Float32Array(record.buffer, record.byteOffset, 2 * record.length);
    this.address = record.byteOffset;
    record.fill(lambda, TASK.lambda / 8, TASK.lambda / 8 + 2);
    record[TASK.minChildWeight / 8] = minChildWeight;
  }

  get gain(): number {
    return this.singles[TASK.gain / 4]!;
  }

  get leftGradient(): number {
    return this.doubles[TASK.left / 8]!;
  }

  get leftHessian(): number {
    return this.doubles[TASK.left / 8 + 1]!;
  }

  begin({ gradient, hessian, gain }: NodeStats): void {
    this.doubles[TASK.total / 8] = gradient;
    this.doubles[TASK.total / 8 + 1] = hessian;
    this.singles[TASK.nodeGain / 4] = gain;
    this.singles[TASK.gain / 4] = 0;
  }

  up(histogram: Histogram, { first, end }: BinRange): number {
    const start = histogram.byteOffset;
    const found = this.programs.scanUp(
      start + PAIR_BYTES * first, start + PAIR_BYTES * end, this.address,
    );
    return found < 0 ? -1 : (found - start) / PAIR_BYTES;
  }

  down(histogram: Histogram, { first, end }: BinRange): number {
    const start = histogram.byteOffset;
    const found = this.programs.scanDown(
      start + PAIR_BYTES * (end - 1), start + PAIR_BYTES * (first - 1), this.address,
    );
    return found < 0 ? -1 : (found - start) / PAIR_BYTES;
  }

  sawAll(): boolean {
    const [total, seen] = [TASK.total / 8, TASK.seen / 8];
    return this.doubles[total] === this.doubles[seen]
      && this.doubles[total + 1] === this.doubles[seen + 1];
  }
}
