import { execFileSync } from 'node:child_process';
import type { Cloud } from '../../../kernel/index.ts';

/** Ends the programs that a cloud left behind when it died. */
export function endOrphans(cloud: Cloud): void {
  const rows = cloud.db.all<{ pid: number; program: string }>(
    'SELECT pid, program FROM sagemaker_processes',
  );
  for (const { pid, program } of rows) {
    if (commandOf(pid).includes(program)) process.kill(pid, 'SIGKILL');
    cloud.db.run('DELETE FROM sagemaker_processes WHERE pid = ?', pid);
  }
}

/**
 * The command line of a process: pids are used again, so it tells whether the process is still the
 * same.
 */
function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
