import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Cloud } from '../../../kernel/index.ts';
import { wakeAfter } from '../../../world/world.ts';

/** How a program is started. */
export interface ProgramOptions {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What it is for, in the list of processes. */
  readonly purpose: string;
  readonly log: (line: string) => void;
}

/** How a program ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

const programs = new WeakMap<Cloud, Set<Program>>();

/**
 * A child process that stands in for a container. Its pid is on record, so that a later start can
 * end it.
 */
export class Program {
  /** Resolves when it has ended and its last lines were read. */
  public readonly exited: Promise<Exit>;
  private readonly child: ChildProcess;

  constructor(
    private readonly cloud: Cloud,
    options: ProgramOptions,
  ) {
    const [file, ...args] = options.command;
    this.child = spawn(file!, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.exited = this.watch(options);
    programsOf(cloud).add(this);
    const { pid } = this.child;
    if (pid === undefined) return;
    cloud.db.run(
      'INSERT OR REPLACE INTO sagemaker_processes (pid, program, purpose) VALUES (?, ?, ?)',
      pid,
      options.command.join(' '),
      options.purpose,
    );
  }

  /** True while it runs. */
  public get running(): boolean {
    return (
      this.child.exitCode === null && this.child.signalCode === null && this.child.pid !== undefined
    );
  }

  /** Asks it to end, and after the grace makes it. */
  public async stop(graceSeconds: number): Promise<Exit> {
    if (graceSeconds === 0) this.child.kill('SIGKILL');
    else this.child.kill('SIGTERM');
    const cancel = wakeAfter(graceSeconds * 1000, () => this.child.kill('SIGKILL'));
    const exit = await this.exited;
    cancel();
    return exit;
  }

  private watch(options: ProgramOptions): Promise<Exit> {
    const lines = [this.child.stdout!, this.child.stderr!].map(
      (stream) =>
        new Promise<void>((resolve) => {
          createInterface({ input: stream }).on('line', options.log).once('close', resolve);
        }),
    );
    const ended = new Promise<Exit>((resolve) => {
      this.child.once('exit', (code, signal) => resolve({ code, signal }));
      this.child.once('error', (error) => {
        options.log(`cannot start ${options.command.join(' ')}: ${error.message}`);
        resolve({ code: 127, signal: null });
      });
    });
    return ended.then(async (exit) => {
      await Promise.all(lines);
      this.forget();
      return exit;
    });
  }

  private forget(): void {
    programsOf(this.cloud).delete(this);
    if (this.child.pid === undefined) return;
    try {
      this.cloud.db.run('DELETE FROM sagemaker_processes WHERE pid = ?', this.child.pid);
    } catch {
      // The store is closed: the next start finds the pid and that nothing runs under it.
    }
  }
}

/** Ends every program of the cloud at once. */
export async function stopPrograms(cloud: Cloud): Promise<void> {
  await Promise.all([...programsOf(cloud)].map((program) => program.stop(0)));
}

function programsOf(cloud: Cloud): Set<Program> {
  const known = programs.get(cloud) ?? new Set<Program>();
  programs.set(cloud, known);
  return known;
}
