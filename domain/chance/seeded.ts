/** A generator of numbers in [0, 1). */
export type Chance = () => number;

/**
 * A generator whose numbers follow from its seed alone: mulberry32 (Tommy Ettinger, public domain), seeded
 * with an FNV-1a hash of a text. Good enough to resample, not for secrets.
 */
export function seededChance(seed: string): Chance {
  let state = fnv1a(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}
