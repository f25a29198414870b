import { assemble } from '../webassembly/assembler.ts';
import { webAssembly } from '../webassembly/webassembly.ts';
import { findMarks } from './mark-program.ts';

/** Bytes that are to be marked. */
export interface MarkTask {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly delimiter: number;
  /** Takes the places, has room for one of each byte. */
  readonly places: Int32Array;
  /** The first place that is free. */
  readonly count: number;
}

/** Finds marks in their order; answers how many places there are then. */
export type MarkFinder = (task: MarkTask) => number;

interface Program {
  readonly findMarks: (
    at: number,
    end: number,
    out: number,
    base: number,
    delimiter: number,
  ) => number;
}

const PAGE_BYTES = 1 << 16;

/** A program looks at so many bytes at once, which are copied to the beginning of its memory. */
const MOST_BYTES = PAGE_BYTES;

/** Places come behind the bytes: four times as many, if all are marked, and as many as are too much. */
const [PLACES_AT, PAGES] = [PAGE_BYTES, 6];

/** Pieces of fewer bytes are faster to read than a program is to make. */
const FEW_BYTES = 1 << 12;

const [QUOTE, LF, CR, NUL, LETTER, HIGHEST] = [34, 10, 13, 0, 97, 0x80];

/** Bytes that a program looks at together. */
const VECTOR_BYTES = 16;

/** Finds marks one byte after the other. */
export const plainFinder: MarkFinder = ({ bytes, from, to, delimiter, places, count }) => {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at]!;
    const isMark = byte === delimiter || byte === QUOTE || byte === LF || byte === CR;
    if (isMark || byte >= HIGHEST || byte === NUL) places[count++] = at;
  }
  return count;
};

/** Finds marks by WebAssembly with SIMD; nothing where the runtime lacks it. */
export function wasmFinder(): MarkFinder | undefined {
  const wasm = webAssembly();
  if (wasm === undefined) return undefined;
  const memory = new wasm.Memory({ initial: PAGES });
  const module = new wasm.Module(assemble([findMarks]));
  const program = new wasm.Instance(module, { env: { memory } }).exports as Program;
  const [input, found] = [new Uint8Array(memory.buffer), new Int32Array(memory.buffer, PLACES_AT)];
  return ({ bytes, from, to, delimiter, places, count }) => {
    for (let at = from; at < to; at += MOST_BYTES) {
      const size = Math.min(MOST_BYTES, to - at);
      input.set(bytes.subarray(at, at + size));
      // Whole vectors are looked at: what is behind the bytes must not be marked.
      input.fill(LETTER, size, size + VECTOR_BYTES);
      const end = program.findMarks(0, size, PLACES_AT, at, delimiter);
      const marks = (end - PLACES_AT) / Int32Array.BYTES_PER_ELEMENT;
      places.set(found.subarray(0, marks), count);
      count += marks;
    }
    return count;
  };
}

let made: MarkFinder | undefined;

/** Finds marks in the way that is the fastest for so many bytes. */
export const markFinder: MarkFinder = (task) => {
  if (task.to - task.from < FEW_BYTES) return plainFinder(task);
  made ??= wasmFinder() ?? plainFinder;
  return made(task);
};
