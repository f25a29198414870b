import type { World } from '../../../kernel/index.ts';
import { errorMatches } from './error-match.ts';
import type { FailureRecord } from './failure.ts';
import type { Retrier } from './types.ts';

/** A retry that is to be made. */
export interface RetryPlan {
  readonly delaySeconds: number;
  /** Attempts made per retrier, this one included. */
  readonly attempts: readonly number[];
}

/**
 * The retry that the first matching retrier allows, or undefined when its attempts are used up or
 * none matches.
 */
export function planRetry(
  retriers: readonly Retrier[],
  attempts: readonly number[],
  failure: FailureRecord,
  world: World,
): RetryPlan | undefined {
  const index = retriers.findIndex((retrier) => errorMatches(retrier.ErrorEquals, failure));
  const retrier = retriers[index];
  if (!retrier) return undefined;
  const made = attempts[index] ?? 0;
  if (made >= (retrier.MaxAttempts ?? 3)) return undefined;
  const counted = retriers.map(
    (_, position) => (attempts[position] ?? 0) + (position === index ? 1 : 0),
  );
  return { delaySeconds: delayBefore(retrier, made, world), attempts: counted };
}

function delayBefore(retrier: Retrier, made: number, world: World): number {
  const interval = retrier.IntervalSeconds ?? 1;
  const grown = interval * (retrier.BackoffRate ?? 2) ** made;
  const delay = Math.min(grown, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY, 31_622_400);
  return retrier.JitterStrategy === 'FULL' ? delay * world.random() : delay;
}
