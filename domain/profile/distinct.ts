import * as z from 'zod';
import { ByteHash, highHash, lowHash } from '../hashing/byte-hash.ts';
import { encodeUtf8 } from '../tabular/utf8.ts';
import type { NumberBatch } from './number-batch.ts';

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
  /** Registers that are not 0, as long as they are few. */
  private readonly few: number[] = [];
  private readonly hash = new ByteHash();

  /** Adds a value by its hash. */
  public add(low: number, high: number): void {
    const register = low >>> (32 - PRECISION);
    const rank = Math.clz32(high) + 1;
    if (rank > this.registers[register]!) this.raise(register, rank);
  }

  /** Adds numbers, as `addNumber` does. */
  public addAll({ words, size }: NumberBatch): void {
    const { registers } = this;
    for (let at = 0; at < 2 * size; at += 2) {
      const high = words[at + 1]!;
      const low = lowHash(words[at]!, high);
      const register = low >>> (32 - PRECISION);
      const rank = Math.clz32(highHash(low, high)) + 1;
      if (rank > registers[register]!) this.raise(register, rank);
    }
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
    for (const index of other.used()) {
      const rank = other.registers[index]!;
      if (rank > this.registers[index]!) this.raise(index, rank);
    }
    return this;
  }

  /** The estimate. */
  public get estimate(): number {
    const counts = new Array<number>(HIGHEST_RANK + 1).fill(0);
    for (const index of this.used()) counts[this.registers[index]!]! += 1;
    counts[0] = REGISTERS - counts.reduce((all, some) => all + some, 0);
    let sum = REGISTERS * tau(1 - counts[HIGHEST_RANK]! / REGISTERS);
    for (let rank = HIGHEST_RANK - 1; rank >= 1; rank -= 1) sum = (sum + counts[rank]!) / 2;
    sum += REGISTERS * sigma(counts[0]! / REGISTERS);
    return Math.round(REGISTERS ** 2 / (2 * Math.LN2 * sum));
  }

  /** What is stored. */
  public state(): DistinctState {
    if (this.few.length <= FEW) {
      const ascending = [...this.few].sort((a, b) => a - b);
      return { sparse: ascending.map((index) => [index, this.registers[index]!]) };
    }
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
      for (const [index, rank] of state.sparse) distinct.raise(index, rank);
      return distinct;
    }
    for (let index = 0; index < REGISTERS; index += 1) {
      const rank = state.registers.charCodeAt(index) - ZERO;
      if (rank > 0) distinct.raise(index, rank);
    }
    return distinct;
  }

  private raise(register: number, rank: number): void {
    if (this.registers[register] === 0 && this.few.length <= FEW) this.few.push(register);
    this.registers[register] = rank;
  }

  /** Registers that are not 0. */
  private used(): readonly number[] {
    if (this.few.length <= FEW) return this.few;
    return Array.from(this.registers.keys()).filter((index) => this.registers[index]! > 0);
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
