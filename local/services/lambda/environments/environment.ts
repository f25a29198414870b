import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Cloud } from '../../../kernel/index.ts';
import { realNow, wakeAfter } from '../../../world/world.ts';
import { roleWriter } from '../../logs/role-writer.ts';
import { roleOf } from '../functions.ts';
import type { LambdaFunction } from '../functions.ts';
import { RUNTIME_VERSION } from '../describe.ts';
import { LogTail } from './log-tail.ts';
import { Output } from './output.ts';
import { commandOf } from './programs.ts';
import { environmentVariables } from './variables.ts';

/** What an invocation came to. */
export interface InvocationResult {
  /** JSON text of the result or of the error. */
  readonly payload: string;
  /** `Unhandled` where the function failed. @default - it succeeded */
  readonly functionError?: string;
  /** The last four kilobytes of its log. */
  readonly log: string;
  /** What it streamed. @default - it answered in one piece */
  readonly streamed?: StreamedAnswer;
}

/** Bytes that a function has streamed; they arrive together. */
export interface StreamedAnswer {
  readonly contentType: string;
  readonly body: Buffer;
}

/** One event on its way into a function. */
export interface Invocation {
  readonly requestId: string;
  readonly payload: string;
  /** The ARN the caller asked for. */
  readonly arn: string;
  /** Trace header of X-Ray. */
  readonly trace: string;
  /** JSON text that the caller sent along. @default - nothing */
  readonly clientContext?: string;
}

/** An invocation that runs, with the real milliseconds since 1970 at which it is stopped. */
export type RunningInvocation = Invocation & { readonly deadline: number };

/** What an environment answers for an event. */
interface Outcome {
  readonly payload: string;
  readonly functionError?: string;
  readonly streamed?: StreamedAnswer;
}

/** Milliseconds that output may lag behind the answer. */
const OUTPUT_GRACE = 3000;

/** Bytes of an answer at most. */
const LARGEST_ANSWER = 6_291_556;

/** One execution environment: a child process that asks for events by the Runtime API. */
export class Environment {
  /** Real milliseconds since 1970 at which it was made. */
  public readonly born = realNow();
  /** True when it must not be used again. */
  public dead = false;
  private readonly child: ChildProcess;
  private readonly outputs: readonly Output[];
  private readonly stream: string;
  private listener: ((invocation: RunningInvocation) => void) | undefined;
  private pending: RunningInvocation | undefined;
  private settle: ((outcome: Outcome) => void) | undefined;
  private current: RunningInvocation | undefined;
  private initMillis: number | undefined;
  private served = 0;
  private readonly tail = new LogTail();
  private readonly write: (...lines: readonly string[]) => void;

  constructor(
    public readonly id: string,
    public readonly fn: LambdaFunction,
    /** `on-demand` or `provisioned-concurrency`. */
    kind: string,
    private readonly cloud: Cloud,
  ) {
    const day = new Date(cloud.world.now()).toISOString().slice(0, 10).replace(/-/g, '/');
    this.stream = `${day}/[${fn.version}]${id.replace(/-/g, '')}`;
    const role = roleOf(fn, cloud);
    this.write = roleWriter(cloud, role, { group: fn.configuration.LogGroup, stream: this.stream });
    const { command, arguments: given } = commandOf(fn);
    this.child = spawn(command, given, {
      cwd: fn.code,
      env: environmentVariables(fn, kind, this.stream, id, role, cloud),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: what the function starts is ended with it.
      detached: true,
    });
    this.outputs = [this.child.stdout!, this.child.stderr!].map(
      (stream) => new Output(stream, (lines) => this.log(lines)),
    );
    this.child.once('exit', (code, signal) => this.ended(code, signal));
    this.child.once('error', (error) => this.failedToStart(error));
  }

  /** Runs one event and resolves with its result; a timeout or a crash is a result too. */
  public async invoke(given: Invocation): Promise<InvocationResult> {
    const { Timeout } = this.fn.configuration;
    const started = realNow();
    this.served++;
    const invocation = { ...given, deadline: started + Timeout * 1000 };
    for (const output of this.outputs) output.reset();
    this.tail.reset();
    if (this.served === 1) this.log([initLine(this.fn.configuration.Runtime, this.cloud)]);
    this.log([`START RequestId: ${given.requestId} Version: ${this.fn.version}`]);
    const outcome = await this.run(invocation, Timeout * 1000);
    if (!this.dead) await this.outputRead(given.requestId);
    this.report(given.requestId, realNow() - started);
    return { ...bounded(outcome), log: this.tail.text() };
  }

  /** True before its first event. */
  public get isNew(): boolean {
    return this.served === 0;
  }

  /** Events per millisecond of its life; one that was started ahead counts as asked for. */
  public demand(): number {
    return Math.max(1, this.served) / Math.max(1, realNow() - this.born);
  }

  /** The Runtime API's `next`: hands out the event that waits, or remembers who asks. */
  public next(listener: (invocation: RunningInvocation) => void): void {
    this.initMillis ??= realNow() - this.born;
    this.listener = listener;
    if (this.pending) this.hand(this.pending);
  }

  /** The Runtime API's `response` and `error`. */
  public answer(requestId: string, outcome: Outcome): void {
    if (this.current?.requestId === requestId) this.settle?.(outcome);
  }

  /** The Runtime API's `init/error`: whatever waits fails with it. */
  public failInit(payload: string): void {
    this.dead = true;
    this.settle?.({ payload, functionError: 'Unhandled' });
  }

  /** Ends the process and all that it started. */
  public kill(): void {
    this.dead = true;
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, 'SIGKILL');
    } catch {
      // The group has ended by itself.
    }
  }

  private run(invocation: RunningInvocation, millis: number): Promise<Outcome> {
    return new Promise((resolve) => {
      const cancel = wakeAfter(millis, () => this.timedOut(invocation));
      this.current = invocation;
      this.settle = (outcome) => {
        cancel();
        this.settle = undefined;
        this.current = undefined;
        resolve(outcome);
      };
      if (this.dead) this.ended(null, null);
      else if (this.listener) this.hand(invocation);
      else this.pending = invocation;
    });
  }

  private hand(invocation: RunningInvocation): void {
    const listener = this.listener!;
    this.listener = undefined;
    this.pending = undefined;
    listener(invocation);
  }

  private timedOut({ requestId }: RunningInvocation): void {
    const what = `Task timed out after ${this.fn.configuration.Timeout.toFixed(2)} seconds`;
    const cold = this.served === 1;
    const now = new Date(this.cloud.world.now()).toISOString();
    // Recorded from AWS: the first event of an environment is told otherwise than later ones.
    const errorMessage = cold
      ? `RequestId: ${requestId} Error: ${what}`
      : `${now} ${requestId} ${what}`;
    this.log([`${now} ${requestId} ${what}`]);
    this.kill();
    const told = cold ? { errorType: 'Sandbox.Timedout', errorMessage } : { errorMessage };
    this.settle?.({ payload: JSON.stringify(told), functionError: 'Unhandled' });
  }

  private ended(code: number | null, signal: string | null): void {
    this.dead = true;
    const how = signal
      ? `with error: signal: ${SIGNALS[signal] ?? signal.toLowerCase()}`
      : undefined;
    const exit = code ? `with error: exit status ${code}` : 'without providing a reason';
    const message = `RequestId: ${this.current?.requestId ?? ''} Error: Runtime exited ${how ?? exit}`;
    if (this.settle) this.log([message]);
    this.settle?.({
      payload: JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage: message }),
      functionError: 'Unhandled',
    });
  }

  /** AWS starts a wrapper by a shell, which exits so where there is none. */
  private failedToStart(error: Error): void {
    const missing = 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES');
    if (this.fn.configuration.Environment?.AWS_LAMBDA_EXEC_WRAPPER && missing)
      return this.ended(127, null);
    this.dead = true;
    const message = `RequestId: ${this.current?.requestId ?? ''} Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]`;
    this.settle?.({
      payload: JSON.stringify({ errorType: 'Runtime.InvalidEntrypoint', errorMessage: message }),
      functionError: 'Unhandled',
    });
  }

  private async outputRead(requestId: string): Promise<void> {
    const provided = this.fn.configuration.Runtime.startsWith('provided');
    const grace = new Promise<void>(
      (resolve) => void wakeAfter(provided ? 5 : OUTPUT_GRACE, resolve),
    );
    const read = Promise.all(this.outputs.map((output) => output.whole(requestId)));
    await Promise.race([read, grace]);
  }

  private report(requestId: string, millis: number): void {
    const { MemorySize } = this.fn.configuration;
    const init = this.initMillis;
    if (init !== undefined) this.initMillis = -1;
    const shown = init !== undefined && init >= 0 ? `Init Duration: ${init.toFixed(2)} ms\t` : '';
    this.log([
      `END RequestId: ${requestId}`,
      `REPORT RequestId: ${requestId}\tDuration: ${millis.toFixed(2)} ms\tBilled Duration: ${Math.max(1, Math.ceil(millis))} ms\tMemory Size: ${MemorySize} MB\tMax Memory Used: ${MemorySize} MB\t${shown}`,
    ]);
  }

  private log(lines: readonly string[]): void {
    this.tail.add(lines);
    try {
      this.write(...lines);
    } catch {
      // The store is closed: the last words of a function that outlives the cloud are lost with it.
    }
  }
}

/** The first line of an environment's log: `nodejs:20.v1` and the ARN of that version. */
function initLine(runtime: string, { region }: Cloud): string {
  const [, family = runtime, version = ''] = /^([a-z]+)(.*?)(?:\.x)?$/.exec(runtime) ?? [];
  const arn = `arn:aws:lambda:${region}::runtime:${RUNTIME_VERSION}`;
  return `INIT_START Runtime Version: ${family}:${version}.v1\tRuntime Version ARN: ${arn}`;
}

/** How Lambda names signals. */
const SIGNALS: Readonly<Record<string, string>> = {
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGABRT: 'aborted',
  SIGTERM: 'terminated',
};

function bounded(outcome: Outcome): Outcome {
  if (outcome.streamed || Buffer.byteLength(outcome.payload) <= LARGEST_ANSWER) return outcome;
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${LARGEST_ANSWER} bytes).`;
  return {
    payload: JSON.stringify({ errorMessage, errorType: 'Function.ResponseSizeTooLarge' }),
    functionError: 'Unhandled',
  };
}
