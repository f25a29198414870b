import type { FailureRecord } from './failure.ts';

/** Errors that States.ALL does not stand for. */
const NEVER_ALL = new Set(['States.Runtime', 'States.DataLimitExceeded']);

/** Whether ErrorEquals names a failure. */
export function errorMatches(
  names: readonly string[],
  { error, heartbeat }: FailureRecord,
): boolean {
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
