import { errorMatches } from './error-match.ts';
import type { FailureRecord } from './failure.ts';
import type { JsonObject } from './json.ts';
import type { Catcher } from './types.ts';

/** The first catcher that names the error. */
export function findCatcher(
  catchers: readonly Catcher[],
  failure: FailureRecord,
): Catcher | undefined {
  return catchers.find((catcher) => errorMatches(catcher.ErrorEquals, failure));
}

/** The error output, as catchers see it. */
export function errorOutput(failure: FailureRecord): JsonObject {
  return {
    ...(failure.error === undefined ? {} : { Error: failure.error }),
    ...(failure.cause === undefined ? {} : { Cause: failure.cause }),
  };
}
