import type { FailureRecord } from './failure.ts';

/**
 * Errors that States.ALL does not stand for; recorded from AWS, it does for a task whose answer is
 * too long, although the developer guide says otherwise.
 */
const NEVER_ALL = new Set(['States.Runtime', 'States.DataLimitExceeded']);

/** Whether ErrorEquals names a failure. */
export function errorMatches(
  names: readonly string[],
  { error, heartbeat, ofTask }: FailureRecord,
): boolean {
  if (ofTask && names.includes('States.ALL')) return true;
  return names.some(
    (name) =>
      nameMatches(name, error) || (heartbeat === true && name === 'States.HeartbeatTimeout'),
  );
}

function nameMatches(name: string, error: string | undefined): boolean {
  // Not even by its own name (recorded).
  if (error === 'States.Runtime') return false;
  if (name === error) return true;
  if (name === 'States.ALL') return error === undefined || !NEVER_ALL.has(error);
  return name === 'States.TaskFailed' && isTaskFailure(error);
}

/** States.TaskFailed stands for every error of a task except the time-outs. */
function isTaskFailure(error: string | undefined): boolean {
  return error === undefined || !(NEVER_ALL.has(error) || error === 'States.Timeout');
}
