import { logFactorial } from './log-factorial.ts';
import type { Chance } from './seeded.ts';

/** Below this mean, counting up is quicker than rejecting. */
const SMALL_MEAN = 10;

/** How many of `trials` succeed, each with the same probability. */
export function binomial(chance: Chance, trials: number, probability: number): number {
  if (trials <= 0 || probability <= 0) return 0;
  if (probability >= 1) return trials;
  if (probability > 0.5) return trials - binomial(chance, trials, 1 - probability);
  return trials * probability < SMALL_MEAN
    ? byCounting(chance, trials, probability)
    : byRejecting(chance, trials, probability);
}

/**
 * Spreads `trials` over classes by their shares, which add up to 1: into `counts`, one binomial of what
 * is left after the other.
 */
export function multinomial(
  chance: Chance,
  trials: number,
  shares: readonly number[],
  counts: Float64Array,
): void {
  let [left, share] = [trials, 1];
  for (let at = 0; at < shares.length - 1; at += 1) {
    const count = share <= 0 ? 0 : binomial(chance, left, Math.min(shares[at]! / share, 1));
    counts[at] = count;
    left -= count;
    share -= shares[at]!;
  }
  counts[shares.length - 1] = left;
}

/** Inversion: the first count whose cumulated probability exceeds a uniform number. */
function byCounting(chance: Chance, trials: number, probability: number): number {
  const odds = probability / (1 - probability);
  let mass = (1 - probability) ** trials;
  let left = chance() - mass;
  let count = 0;
  while (left >= 0 && count < trials) {
    count += 1;
    mass *= (odds * (trials - count + 1)) / count;
    left -= mass;
  }
  return count;
}

/** Transformed rejection (W. Hörmann, "The generation of binomial random variates", 1993: BTRS). */
function byRejecting(chance: Chance, trials: number, probability: number): number {
  const deviation = Math.sqrt(trials * probability * (1 - probability));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const mode = Math.floor((trials + 1) * probability);
  for (;;) {
    const u = chance() - 0.5;
    const v = chance();
    const edge = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / edge + b) * u + trials * probability + 0.5);
    if (edge >= 0.07 && v <= 0.92 - 4.2 / b) return count;
    if (count < 0 || count > trials) continue;
    const height = Math.log((v * (2.83 + 5.1 / b) * deviation) / (a / (edge * edge) + b));
    const odds = (count - mode) * Math.log(probability / (1 - probability));
    const atMode = logFactorial(mode) + logFactorial(trials - mode);
    if (height <= atMode - logFactorial(count) - logFactorial(trials - count) + odds) return count;
  }
}
