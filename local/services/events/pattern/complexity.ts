import { refused } from './refusal.ts';
import { ANY } from './wildcard.ts';
import type { WildcardTokens } from './wildcard.ts';

/**
 * Beginnings of wildcard patterns of one field that one value may satisfy at once. AWS refuses
 * patterns beyond it; its engine's documentation tells what is counted.
 */
const MAX_BEGINNINGS = 10;

/** Sets of beginnings that are looked at before a pattern counts as too complex by that alone. */
const MAX_SETS = 5_000;

/** Throws where a value could be at too many places of the wildcard patterns of a field at once. */
export function requireSimple(patterns: readonly WildcardTokens[]): void {
  if (patterns.length === 0) return;
  const start = closure(
    patterns,
    patterns.map((_, pattern) => place(pattern, 0)),
  );
  const seen = new Set([start.join()]);
  const pending = [start];
  for (let places = pending.pop(); places; places = pending.pop()) {
    for (const character of charactersAt(patterns, places)) {
      const next = closure(patterns, step(patterns, places, character));
      if (next.length > MAX_BEGINNINGS || seen.size > MAX_SETS) throw tooComplex();
      if (seen.has(next.join())) continue;
      seen.add(next.join());
      pending.push(next);
    }
  }
}

function tooComplex() {
  return refused(
    'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character',
  );
}

/** How much of which pattern was satisfied, as one number. */
const SHIFT = 1 << 20;

function place(pattern: number, length: number): number {
  return pattern * SHIFT + length;
}

function tokenAt(patterns: readonly WildcardTokens[], at: number): string | typeof ANY | undefined {
  return patterns[Math.floor(at / SHIFT)]![at % SHIFT];
}

/** Adds what is reached without a character: `*` stands for none, too. */
function closure(patterns: readonly WildcardTokens[], places: readonly number[]): number[] {
  const all = new Set(places);
  for (const at of all) if (tokenAt(patterns, at) === ANY) all.add(at + 1);
  return [...all].sort((a, b) => a - b);
}

function step(
  patterns: readonly WildcardTokens[],
  places: readonly number[],
  character: string,
): number[] {
  return places.flatMap((at) => {
    const stays = at % SHIFT > 0 && tokenAt(patterns, at - 1) === ANY ? [at] : [];
    return tokenAt(patterns, at) === character ? [...stays, at + 1] : stays;
  });
}

function charactersAt(patterns: readonly WildcardTokens[], places: readonly number[]): Set<string> {
  const tokens = places.map((at) => tokenAt(patterns, at));
  return new Set(tokens.filter((token) => typeof token === 'string'));
}
