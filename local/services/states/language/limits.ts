import { StateFailure } from './failure.ts';
import { jsonBytes } from './json.ts';
import type { Json } from './json.ts';

/** The most bytes that a state's input, result or output may have. */
export const MAX_DATA_BYTES = 262_144;

/** Throws States.DataLimitExceeded when a result is too long. */
export function checkSize(value: Json, state: string): void {
  if (jsonBytes(value) > MAX_DATA_BYTES) throw dataLimitExceeded(state);
}

/** The failure of a state or task whose result is too long. */
export function dataLimitExceeded(state: string): StateFailure {
  return new StateFailure({
    error: 'States.DataLimitExceeded',
    cause: `The state/task '${state}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  });
}
