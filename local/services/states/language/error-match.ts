/** Errors that States.ALL does not stand for. */
const NEVER_ALL = new Set(['States.Runtime', 'States.DataLimitExceeded']);

/** Whether ErrorEquals names an error. */
export function errorMatches(names: readonly string[], error: string | undefined): boolean {
  return names.some((name) => nameMatches(name, error));
}

function nameMatches(name: string, error: string | undefined): boolean {
  if (name === error) return true;
  if (name === 'States.ALL') return error === undefined || !NEVER_ALL.has(error);
  if (name === 'States.Timeout') return error === 'States.HeartbeatTimeout';
  return name === 'States.TaskFailed' && isTaskFailure(error);
}

/** States.TaskFailed stands for every error of a task except the time-outs. */
function isTaskFailure(error: string | undefined): boolean {
  return (
    error === undefined ||
    !(NEVER_ALL.has(error) || error === 'States.Timeout' || error === 'States.HeartbeatTimeout')
  );
}
