import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Cloud } from '../../kernel/index.ts';
import { realNow, wakeAfter } from '../../world/world.ts';
import { roleWriter } from '../logs/role-writer.ts';
import { roleOf } from './functions.ts';
import type { LambdaFunction } from './functions.ts';

/** What an invocation came to. */
export interface InvocationResult {
  /** JSON text of the result or of the error. */
  readonly payload: string;
  /** `Unhandled` where the function failed. @default - it succeeded */
  readonly functionError?: string;
}

/** One event on its way into a function. */
export interface Invocation {
  readonly requestId: string;
  readonly payload: string;
  readonly arn: string;
  /** Real milliseconds since 1970 at which it is stopped. */
  readonly deadline: number;
}

/** The poll of an environment that waits for its next event. */
export type NextListener = (invocation: Invocation) => void;

/** One execution environment: a child process that asks for events by the Runtime API. */
export class Environment {
  public lastUsed = 0;
  /** Real milliseconds since 1970 at which it was made. */
  public readonly born = realNow();
  /** True when it must not be used again. */
  public dead = false;
  private readonly child: ChildProcess;
  private listener: NextListener | undefined;
  private pending: Invocation | undefined;
  private settle: ((result: InvocationResult) => void) | undefined;
  private current: Invocation | undefined;
  private readonly stream: string;
  private readonly write: (line: string) => void;

  constructor(
    public readonly id: string,
    public readonly fn: LambdaFunction,
    private readonly cloud: Cloud,
  ) {
    this.stream = `${new Date(cloud.world.now()).toISOString().slice(0, 10).replace(/-/g, '/')}/[$LATEST]${id.replace(/-/g, '')}`;
    this.write = roleWriter(cloud, roleOf(fn, cloud), {
      group: fn.configuration.LogGroup,
      stream: this.stream,
    });
    this.child = spawn(process.execPath, this.nodeOptions(), {
      cwd: fn.code,
      env: this.environmentVariables(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.collect(this.child.stdout!);
    this.collect(this.child.stderr!);
    this.child.once('exit', (code, signal) => this.ended(code, signal));
    this.child.once('error', (error) => this.ended(null, null, error.message));
  }

  /** Runs one event and resolves with its result; a timeout or a crash is a result too. */
  public invoke(requestId: string, payload: string): Promise<InvocationResult> {
    const { Timeout } = this.fn.configuration;
    const invocation: Invocation = {
      requestId,
      payload,
      arn: this.fn.arn,
      deadline: realNow() + Timeout * 1000,
    };
    this.log(`START RequestId: ${requestId} Version: $LATEST`);
    return new Promise((resolve) => {
      const cancel = wakeAfter(Timeout * 1000, () => this.timedOut(invocation));
      this.current = invocation;
      this.settle = (result) => {
        cancel();
        this.settle = undefined;
        this.current = undefined;
        this.log(`END RequestId: ${requestId}`);
        resolve(result);
      };
      if (this.dead) this.ended(null, null);
      else if (this.listener) this.hand(invocation);
      else this.pending = invocation;
    });
  }

  /** The Runtime API's `next`: hands out the event that waits, or remembers who asks. */
  public next(listener: NextListener): void {
    this.listener = listener;
    if (this.pending) this.hand(this.pending);
  }

  /** The Runtime API's `response` and `error`. */
  public answer(requestId: string, result: InvocationResult): void {
    if (this.current?.requestId === requestId) this.settle?.(result);
  }

  /** The Runtime API's `init/error`: whatever waits fails with it. */
  public failInit(payload: string): void {
    this.dead = true;
    this.settle?.({ payload, functionError: 'Unhandled' });
  }

  /** Ends the process. */
  public kill(): void {
    this.dead = true;
    this.child.kill('SIGKILL');
  }

  private hand(invocation: Invocation): void {
    const listener = this.listener!;
    this.listener = undefined;
    this.pending = undefined;
    listener(invocation);
  }

  private timedOut({ requestId }: Invocation): void {
    const message = `RequestId: ${requestId} Error: Task timed out after ${this.fn.configuration.Timeout.toFixed(2)} seconds`;
    this.log(message);
    this.kill();
    this.settle?.({
      payload: JSON.stringify({ errorType: 'Sandbox.Timedout', errorMessage: message }),
      functionError: 'Unhandled',
    });
  }

  private ended(code: number | null, signal: string | null, why?: string): void {
    this.dead = true;
    const how = why ?? (signal ? `signal: ${signal.toLowerCase()}` : `exit status ${code}`);
    const message = `RequestId: ${this.current?.requestId ?? ''} Error: Runtime exited with error: ${how}`;
    this.settle?.({
      payload: JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage: message }),
      functionError: 'Unhandled',
    });
  }

  private collect(stream: Readable): void {
    createInterface({ input: stream }).on('line', (line) => this.log(line));
  }

  private log(line: string): void {
    try {
      this.write(line);
    } catch {
      // The store is closed: the last words of a function that outlives the cloud are lost with it.
    }
  }

  private nodeOptions(): readonly string[] {
    const bootstrap = fileURLToPath(new URL('./lambda-bootstrap.mjs', import.meta.url));
    return [`--max-old-space-size=${this.fn.configuration.MemorySize}`, bootstrap];
  }

  private environmentVariables(): NodeJS.ProcessEnv {
    const { configuration, name } = this.fn;
    return {
      PATH: process.env.PATH,
      TZ: ':UTC',
      LANG: 'en_US.UTF-8',
      ...this.cloud.credentialsFor(roleOf(this.fn, this.cloud)),
      AWS_LAMBDA_RUNTIME_API: `${this.cloud.endpoint.replace('http://', '')}/_lambda-runtime/${this.id}`,
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.MemorySize),
      AWS_LAMBDA_LOG_GROUP_NAME: configuration.LogGroup,
      AWS_LAMBDA_LOG_STREAM_NAME: this.stream,
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.Runtime}`,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      LAMBDA_TASK_ROOT: this.fn.code,
      _HANDLER: configuration.Handler,
      ...configuration.Environment,
    };
  }
}
