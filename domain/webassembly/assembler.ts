/*
 * A small assembler for WebAssembly (webassembly.github.io/spec/core/binary): expressions are the
 * bytes that compute them, and nest the way they are written.
 */

/** Bytes of code. */
export type Code = readonly number[];

/** The types of locals. */
export type LocalType = 'i32' | 'f32' | 'f64' | 'v128';

/** A function: parameters are all i32, the result too, if there is one. */
export interface FunctionSource {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly locals: Readonly<Record<string, LocalType>>;
  readonly returns: boolean;
  readonly body: (locals: Locals) => readonly Code[];
}

/** Reads and writes the parameters and locals of a function by name. */
export interface Locals {
  readonly get: (name: string) => Code;
  readonly set: (name: string, value: Code) => Code;
}

const TYPE_CODES: Readonly<Record<LocalType, number>> = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b };
const SIMD = 0xfd;
const NO_OFFSET = 0;

const unsigned = (value: number): Code =>
  (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)]);

const signed = (value: number): Code => {
  const low = value & 0x7f;
  const rest = value >> 7;
  const last = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
  return last ? [low] : [low | 0x80, ...signed(rest)];
};

const operation = (...opcode: number[]) => (...operands: Code[]): Code =>
  [...operands.flat(), ...opcode];
const access = (alignment: number, ...opcode: number[]) =>
  (offset: number, ...operands: Code[]): Code =>
  [...operands.flat(), ...opcode, alignment, ...unsigned(offset)];

/** Whole numbers. */
export const i32 = {
  constant: (value: number): Code => [0x41, ...signed(value)],
  add: operation(0x6a),
  subtract: operation(0x6b),
  multiply: operation(0x6c),
  shiftLeft: operation(0x74),
  equal: operation(0x46),
  isZero: operation(0x45),
  and: operation(0x71),
  or: operation(0x72),
  /** How many zeros stand below the lowest one of the bits. */
  trailingZeros: operation(0x68),
  lessOrEqual: operation(0x4d),
  greaterOrEqual: operation(0x4f),
  load: access(2, 0x28),
  loadUint16: access(1, 0x2f),
  store: access(2, 0x36),
};

/** Numbers of float32. */
export const f32 = {
  load: access(2, 0x2a),
  store: access(2, 0x38),
  add: operation(0x92),
  subtract: operation(0x93),
  greater: operation(0x5e),
  /** True but for infinity and what is no number. */
  isFinite: (value: Code): Code => [...value, 0x43, 0x00, 0x00, 0x80, 0x7f, 0x5d],
};

/** Numbers of float64. */
export const f64 = {
  load: access(3, 0x2b),
  greaterOrEqual: operation(0x66),
};

/** Four float32, of which two are used. */
export const f32x4 = {
  divide: operation(SIMD, 0xe7, 0x01),
  /** A pair of float64, rounded; the other two are zero. */
  demotePair: operation(SIMD, 0x5e),
  lane: (lane: 0 | 1, value: Code): Code => [...value, SIMD, 0x1f, lane],
};

const LOW_HALVES = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];

/** Pairs of float64. */
export const f64x2 = {
  load: access(4, SIMD, 0x00),
  store: access(4, SIMD, 0x0b),
  add: operation(SIMD, 0xf0, 0x01),
  subtract: operation(SIMD, 0xf1, 0x01),
  multiply: operation(SIMD, 0xf2, 0x01),
  least: operation(SIMD, 0xf4, 0x01),
  lane: (lane: 0 | 1, value: Code): Code => [...value, SIMD, 0x21, lane],
  /** The first numbers of two pairs. */
  firsts: (a: Code, b: Code): Code => [...a, ...b, SIMD, 0x0d, ...LOW_HALVES],
  /** The second numbers of two pairs. */
  seconds: (a: Code, b: Code): Code =>
    [...a, ...b, SIMD, 0x0d, ...LOW_HALVES.map((byte) => byte + 8)],
  /** Two float32 side by side, widened. */
  loadFloat32Pair: (address: Code): Code => [...address, SIMD, 0x5d, 3, NO_OFFSET, SIMD, 0x5f],
};

/** Sixteen bytes. */
export const i8x16 = {
  constant: (bytes: readonly number[]): Code => [SIMD, 0x0c, ...bytes],
  load: access(0, SIMD, 0x00),
  splat: operation(SIMD, 0x0f),
  /** All bits of a byte where both are the same, else none. */
  equal: operation(SIMD, 0x23),
  /** The bytes of the first at the places that the second names; zero for places beyond. */
  swizzle: operation(SIMD, 0x0e),
  or: operation(SIMD, 0x50),
  /** The highest bit of each byte. */
  highestBits: operation(SIMD, 0x64),
};

/** The first operand where the third is not zero, else the second. */
export const select = operation(0x1b);

/** Copies bytes: to, from, how many. */
export const copyMemory = (to: Code, from: Code, count: Code): Code =>
  [...to, ...from, ...count, 0xfc, 0x0a, 0, 0];

/** Repeats the body until the condition holds; the condition is looked at first. */
export const until = (condition: Code, ...body: Code[]): Code =>
  [0x02, 0x40, 0x03, 0x40, ...condition, 0x0d, 1, ...body.flat(), 0x0c, 0, 0x0b, 0x0b];

/** Does something if a condition holds. */
export const when = (condition: Code, ...body: Code[]): Code =>
  [...condition, 0x04, 0x40, ...body.flat(), 0x0b];

const text = (value: string): Code =>
  [value.length, ...Array.from(value, (character) => character.charCodeAt(0))];
const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const sized = (code: Code): Code => [...unsigned(code.length), ...code];
const section = (id: number, items: readonly Code[]): Code => [id, ...sized(vector(items))];

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** A module that imports the memory `env.memory` and exports the functions by name. */
export function assemble(functions: readonly FunctionSource[]): Uint8Array {
  const types = functions.map(({ parameters, returns }) =>
    [
      0x60, ...vector(parameters.map(() => [TYPE_CODES.i32])),
      ...vector(returns ? [[TYPE_CODES.i32]] : []),
    ]);
  return Uint8Array.from([
    ...HEADER,
    ...section(1, types),
    ...section(2, [[...text('env'), ...text('memory'), 0x02, 0x00, 0x01]]),
    ...section(3, functions.map((_, i) => [i])),
    ...section(7, functions.map(({ name }, i) => [...text(name), 0x00, i])),
    ...section(10, functions.map(functionCode)),
  ]);
}

function functionCode({ parameters, locals, body }: FunctionSource): Code {
  const names = [...parameters, ...Object.keys(locals)];
  const index = (name: string): Code => unsigned(names.indexOf(name));
  const code = body(
    {
      get: (name) => [0x20, ...index(name)], set: (name, value) => [...value, 0x21, ...index(name)],
    }
  );
  const declared = vector(Object.values(locals).map((type) => [1, TYPE_CODES[type]]));
  return sized([...declared, ...code.flat(), 0x0b]);
}
