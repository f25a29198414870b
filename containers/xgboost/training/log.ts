/** Takes lines of the job's log. */
export type Log = (line: string) => void;

/** Writes a line the way the container logs what it does. */
export function info(log: Log, message: string): void {
  log(`INFO:root:${message}`);
}
