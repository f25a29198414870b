import type { Cloud } from '../../../kernel/index.ts';
import { wakeAfter } from '../../../world/world.ts';
import type { Exit, Program } from '../processes/program.ts';

/** Seconds between SIGTERM and SIGKILL, as StopTrainingJob has it. */
const GRACE_SECONDS = 120;

/** Why a program was ended before its time. */
export type StopReason = 'Stopped' | 'MaxRuntimeExceeded';

/** The handle on a job that runs. */
export class JobControl {
  /** Set once it is to end. */
  public reason: StopReason | undefined;
  private program: Program | undefined;

  /** Ends the job's program, now or as soon as there is one. */
  public stop(reason: StopReason): void {
    this.reason ??= reason;
    void this.program?.stop(GRACE_SECONDS);
  }

  /** Waits for a program, at most so many real seconds. */
  public async supervise(program: Program, maxSeconds: number): Promise<Exit> {
    this.program = program;
    if (this.reason) void program.stop(GRACE_SECONDS);
    const cancel = wakeAfter(maxSeconds * 1000, () => this.stop('MaxRuntimeExceeded'));
    const exit = await program.exited;
    cancel();
    this.program = undefined;
    return exit;
  }
}

const controls = new WeakMap<Cloud, Map<string, JobControl>>();

/** The handles on the jobs that run, by ARN. */
export function controlsOf(cloud: Cloud): Map<string, JobControl> {
  const known = controls.get(cloud) ?? new Map<string, JobControl>();
  controls.set(cloud, known);
  return known;
}
