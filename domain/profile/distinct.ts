import * as z from 'zod';
import { ByteHash } from '../hashing/byte-hash.ts';
import { encodeUtf8 } from '../tabular/utf8.ts';

/** The registers as they are stored: those that are not 0, or, when these are many, a character for each. */
export const DistinctState = z.union([
  z.object({ sparse: z.array(z.tuple([z.int(), z.int()])) }),
  z.object({ registers: z.string().length(1 << 14) }),
]);
export type DistinctState = z.output<typeof DistinctState>;

const PRECISION = 14;
const REGISTERS = 1 << PRECISION;
const HIGHEST_RANK = 33;
const ZERO = 48;

/** Registers up to which naming them is shorter. */
const FEW = 1 << 11;

/** Characters that are made at once. */
const PIECE = 1 << 12;

/**
 * About how many different values there are: HyperLogLog (Flajolet, Fusy, Gandouet, Meunier, 2007) with
 * 2^14 registers, standard error 1.04 / 128 = 0.8 %, by the improved raw estimator, which needs no table
 * of biases (O. Ertl, "New cardinality estimation algorithms for HyperLogLog sketches", 2017). A register
 * is a maximum, so `merge` gives the same bits in any order and grouping.
 */
export class Distinct {
  private readonly registers = new Uint8Array(REGISTERS);
  private readonly hash = new ByteHash();

  /** Adds a value by its hash. */
  public add(low: number, high: number): void {
    const register = low >>> (32 - PRECISION);
    const rank = Math.clz32(high) + 1;
    if (rank > this.registers[register]!) this.registers[register] = rank;
  }

  /** Adds a number. */
  public addNumber(value: number): void {
    this.hash.ofNumber(value);
    this.add(this.hash.low, this.hash.high);
  }

  /** Adds a text by its bytes in UTF-8. */
  public addBytes(bytes: Uint8Array, start: number, end: number): void {
    this.hash.ofBytes(bytes, start, end);
    this.add(this.hash.low, this.hash.high);
  }

  /** Adds a text. */
  public addText(text: string): void {
    const bytes = encodeUtf8(text);
    this.addBytes(bytes, 0, bytes.length);
  }

  /** Adds all that another has seen. */
  public merge(other: Distinct): this {
    for (let index = 0; index < REGISTERS; index += 1) {
      const rank = other.registers[index]!;
      if (rank > this.registers[index]!) this.registers[index] = rank;
    }
    return this;
  }

  /** The estimate. */
  public get estimate(): number {
    const counts = new Array<number>(HIGHEST_RANK + 1).fill(0);
    for (const rank of this.registers) counts[rank]! += 1;
    let sum = REGISTERS * tau(1 - counts[HIGHEST_RANK]! / REGISTERS);
    for (let rank = HIGHEST_RANK - 1; rank >= 1; rank -= 1) sum = (sum + counts[rank]!) / 2;
    sum += REGISTERS * sigma(counts[0]! / REGISTERS);
    return Math.round(REGISTERS ** 2 / (2 * Math.LN2 * sum));
  }

  /** What is stored. */
  public state(): DistinctState {
    const sparse: [number, number][] = [];
    for (let index = 0; index < REGISTERS && sparse.length <= FEW; index += 1) {
      const rank = this.registers[index]!;
      if (rank > 0) sparse.push([index, rank]);
    }
    if (sparse.length <= FEW) return { sparse };
    const codes = this.registers.map((rank) => ZERO + rank);
    const pieces: string[] = [];
    for (let at = 0; at < REGISTERS; at += PIECE) {
      pieces.push(String.fromCharCode(...codes.subarray(at, at + PIECE)));
    }
    return { registers: pieces.join('') };
  }

  /** Reads what was stored. */
  public static of(state: DistinctState): Distinct {
    const distinct = new Distinct();
    if ('sparse' in state) {
      for (const [index, rank] of state.sparse) distinct.registers[index] = rank;
      return distinct;
    }
    for (let index = 0; index < REGISTERS; index += 1) {
      distinct.registers[index] = state.registers.charCodeAt(index) - ZERO;
    }
    return distinct;
  }
}

/** x + sum of x^(2^k) 2^(k-1), over k from 1; infinite at 1. */
function sigma(x: number): number {
  if (x === 1) return Infinity;
  let sum = x;
  for (let weight = 1, before = -1; before !== sum; weight *= 2) {
    x *= x;
    before = sum;
    sum += x * weight;
  }
  return sum;
}

/** (1 - x - sum of (1 - x^(2^-k))^2 2^-k, over k from 1) / 3. */
function tau(x: number): number {
  if (x === 0 || x === 1) return 0;
  let sum = 1 - x;
  for (let weight = 0.5, before = -1; before !== sum; weight /= 2) {
    x = Math.sqrt(x);
    before = sum;
    sum -= (1 - x) ** 2 * weight;
  }
  return sum / 3;
}
