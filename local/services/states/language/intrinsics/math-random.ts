import { integerAt, refuse } from './intrinsic.ts';
import type { Intrinsic } from './intrinsic.ts';

/**
 * States.MathRandom: an integer from the start, included, to the end, not included; a seed makes it
 * repeat.
 */
export const mathRandom: Intrinsic = (values, world) => {
  const start = integerAt('MathRandom', values, 0);
  const end = integerAt('MathRandom', values, 1);
  if (end <= start) throw refuse('MathRandom', 'the end must be greater than the start');
  const chance = values.length > 2 ? seeded(integerAt('MathRandom', values, 2)) : world.random();
  return start + Math.floor(chance * (end - start));
};

/** The first number of java.util.Random with the seed, which is what AWS draws from. */
function seeded(seed: number): number {
  const mask = (1n << 48n) - 1n;
  const state = (((BigInt(seed) ^ 0x5deece66dn) & mask) * 0x5deece66dn + 0xbn) & mask;
  return Number(state) / 2 ** 48;
}
