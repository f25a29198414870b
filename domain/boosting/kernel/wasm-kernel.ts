import { assemble } from '../../webassembly/assembler.ts';
import type { Allocator, Kernel, KernelSize } from './kernel.ts';
import { addRows, addScore, divideRows, subtractPairs } from './programs.ts';
import { scanDown, scanUp, TASK } from './scan-program.ts';
import { WasmScanner, type ScanPrograms } from './wasm-scanner.ts';
import { webAssembly, type WasmMemory } from '../../webassembly/webassembly.ts';

const PAGE_BYTES = 0x1_0000;
const ALIGNMENT = 64;
/** Beyond this the plain kernel serves: addresses must stay below two gigabytes. */
const MOST_BYTES = 0x6000_0000;
const MOST_BINS = 0xffff;
/** Arrays of a training besides histograms; each may lose an alignment. */
const ARRAYS = 64;

interface Programs extends ScanPrograms {
  readonly addRows: (
    out: number, bins: number, rowBytes: number, list: number, end: number, gradients: number) => void;
  readonly subtractPairs: (from: number, end: number, part: number) => void;
  readonly divideRows: (
    column: number, list: number, end: number, spare: number,
    limit: number, missing: number, missingLeft: number,
  ) => number;
  readonly addScore: (
    margins: number, strideBytes: number, list: number, end: number, score: number) => void;
}

const SOURCES = [addRows, subtractPairs, divideRows, addScore, scanUp, scanDown];

/**
 * A kernel in WebAssembly with SIMD; nothing where the runtime lacks it or the table is too large
 * for it.
 */
export function wasmKernel(size: KernelSize): Kernel | undefined {
  const wasm = webAssembly();
  const bytes = bytesFor(size);
  if (!wasm || size.bins > MOST_BINS || bytes > MOST_BYTES) {
    return undefined;
  }
  const memory = new wasm.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
  const module = new wasm.Module(assemble(SOURCES));
  const programs = new wasm.Instance(module, { env: { memory } }).exports as Programs;
  return kernelOf(programs, memory);
}

function bytesFor({ rows, columns, bins, groups, histograms }: KernelSize): number {
  const tables = 2 * 2 * rows * columns;
  const lists = 2 * 4 * rows;
  const perGroup = (8 + 4) * rows * groups;
  return tables + lists + perGroup + histograms * (
    16 * bins + ALIGNMENT
  ) + ARRAYS * ALIGNMENT;
}

function kernelOf(programs: Programs, memory: WasmMemory): Kernel {
  const allocator = allocatorOf(memory);
  const score = allocator.float32(1);
  return {
    allocator,
    addRows: (out, bins, columns, { rows, start, end }, gradients) => {
      const list = rows.byteOffset;
      programs.addRows(
        out.byteOffset, bins.byteOffset, 2 * columns, list + 4 * start, list
          + 4 * end, gradients.byteOffset);
    },
    subtract: (from, part) =>
      programs.subtractPairs(from.byteOffset, from.byteOffset + from.byteLength, part.byteOffset),
    divide: ({ rows, start, end }, spare, { bins, from, limit, missing, missingLeft }) => {
      const list = rows.byteOffset;
      const middle = programs.divideRows(bins.byteOffset + 2 * from, list + 4 * start, list + 4 * end,
        spare.byteOffset, limit, missing, missingLeft ? 1 : 0);
      return (middle - list) / 4;
    },
    addScore: ({ margins, groups, group }, { rows, start, end }, value) => {
      score[0] = value;
      const list = rows.byteOffset;
      programs.addScore(
        margins.byteOffset + 4 * group, 4 * groups, list + 4 * start, list + 4 * end, score.byteOffset);
    },
    scanner: (rules) => new WasmScanner(programs, allocator.float64(TASK.bytes / 8), rules),
  };
}

function allocatorOf({ buffer }: WasmMemory): Allocator {
  let next = 0;
  const take = (bytes: number): number => {
    const start = next;
    next += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    return start;
  };
  return {
    bins: (length) => new Uint16Array(buffer, take(2 * length), length),
    int32: (length) => new Int32Array(buffer, take(4 * length), length),
    float32: (length) => new Float32Array(buffer, take(4 * length), length),
    float64: (length) => new Float64Array(buffer, take(8 * length), length),
  };
}
