import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { hasCode } from '../../domain/errors.ts';

/**
 * Attempts before contention counts as failure: a hundred callers at once all come through.
 */
const ATTEMPTS = 12;

/** Longest pause before an attempt, milliseconds. */
const LONGEST_PAUSE = 1000;

/**
 * Reads, decides and writes again while others change what was read. Pauses grow from 20 ms to a
 * second and are spread by chance, so that callers who collided do not collide again.
 *
 * @param work reads anew at every attempt
 * @throws DomainError `ConditionFailed` when the last attempt collides, and whatever else `work`
 * throws
 */
export async function uncontended<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !hasCode(error, 'ConditionFailed')) throw error;
      await pause(randomInt(Math.min(20 * 2 ** attempt, LONGEST_PAUSE)));
    }
  }
}
