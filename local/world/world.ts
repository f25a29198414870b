import { randomUUID } from 'node:crypto';
import type { World } from '../kernel/index.ts';

/** Real time runs by itself; virtual time stands still until it is advanced. */
export type ClockMode = 'real' | 'virtual';

/** The world of a running cloud: its clock can be set when it is virtual. */
export interface SettableWorld extends World {
  readonly mode: ClockMode;
  /** Moves the virtual clock forward; never back. No effect on a real clock. */
  setNow(epochMillis: number): void;
}

/** Options of `makeWorld`. */
export interface WorldOptions {
  readonly mode: ClockMode;
  /** Where a virtual clock starts, epoch milliseconds. */
  readonly start: number;
  /** Milliseconds by which a real clock is ahead of this machine's. @default 0 */
  readonly ahead?: number;
  /** Seed of ids and chance. @default - unpredictable ids, as on AWS */
  readonly seed?: number;
}

/**
 * Makes the only source of time, ids and chance. This is the one file that reads the real clock.
 */
export function makeWorld(options: WorldOptions): SettableWorld {
  const random = options.seed === undefined ? Math.random : mulberry32(options.seed);
  const { mode, ahead = 0 } = options;
  let now = options.start;
  return {
    mode,
    isTime: mode === 'real' && ahead === 0,
    now: () => (mode === 'real' ? Date.now() + ahead : now),
    setNow: (epochMillis) => {
      now = Math.max(now, epochMillis);
    },
    uuid: () => (options.seed === undefined ? randomUUID() : seededUuid(random)),
    random,
  };
}

/** Wakes after real milliseconds: only for real clocks and for grace periods of child processes. */
export function wakeAfter(milliseconds: number, wake: () => void): () => void {
  const timer = setTimeout(wake, Math.min(milliseconds, 2 ** 31 - 1));
  return () => clearTimeout(timer);
}

/** Real milliseconds since 1970, for measuring how long real processes take. */
export function realNow(): number {
  return Date.now();
}

/**
 * The generator mulberry32 (Tommy Ettinger, public domain): 32 bits of state, good enough for
 * chance in tests.
 */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function seededUuid(random: () => number): string {
  const digit = (n: number) => Math.floor(random() * n).toString(16);
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (c) =>
    c === 'x' ? digit(16) : (8 + Math.floor(random() * 4)).toString(16),
  );
}
