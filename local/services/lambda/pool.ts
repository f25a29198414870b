import { AwsError } from '../../errors.ts';
import type { Cloud } from '../../kernel/index.ts';
import { realNow } from '../../world/world.ts';
import { Environment } from './environment.ts';
import type { InvocationResult } from './environment.ts';
import type { LambdaFunction } from './functions.ts';

/**
 * Idle environments that are kept warm; the one that was idle longest goes first. A laptop's memory
 * is the limit.
 */
const MAX_WARM = 10;

/** Environments that run at once, over all functions; more invocations wait their turn. */
const MAX_BUSY = 16;

/** Age at which an environment is replaced: its credentials hold for twelve hours. */
const MAX_AGE_MILLIS = 6 * 3600 * 1000;

/** All execution environments of a cloud. */
export class EnvironmentPool {
  private readonly environments = new Map<string, Environment>();
  private readonly idle = new Set<Environment>();
  private readonly busyBy = new Map<string, number>();
  private readonly queue: (() => void)[] = [];
  private busy = 0;

  constructor(private readonly cloud: Cloud) {}

  /** The environment of a Runtime API path. */
  public get(id: string): Environment | undefined {
    return this.environments.get(id);
  }

  /**
   * Runs one event in an idle or a new environment. Throws TooManyRequestsException past the
   * reserved concurrency.
   */
  public async invoke(fn: LambdaFunction, payload: string): Promise<InvocationResult> {
    const done = this.cloud.activity.begin(`function ${fn.name}`);
    const running = this.busyBy.get(fn.name) ?? 0;
    try {
      if (running >= (fn.configuration.ReservedConcurrency ?? Infinity)) throw throttled();
      this.busyBy.set(fn.name, running + 1);
      try {
        await this.turn();
        return await this.runIn(this.acquire(fn), payload);
      } finally {
        this.busyBy.set(fn.name, this.busyBy.get(fn.name)! - 1);
        this.busy--;
        this.queue.shift()?.();
      }
    } finally {
      done();
    }
  }

  /** Ends environments: all, or those of one function. */
  public kill(functionName?: string): void {
    for (const environment of this.environments.values()) {
      if (functionName === undefined || environment.fn.name === functionName)
        this.remove(environment);
    }
  }

  private async turn(): Promise<void> {
    if (this.busy >= MAX_BUSY) await new Promise<void>((resolve) => this.queue.push(resolve));
    this.busy++;
  }

  private async runIn(environment: Environment, payload: string): Promise<InvocationResult> {
    const result = await environment.invoke(this.cloud.world.uuid(), payload);
    environment.lastUsed = realNow();
    if (environment.dead) this.remove(environment);
    else this.idle.add(environment);
    this.trim();
    return result;
  }

  private acquire(fn: LambdaFunction): Environment {
    for (const environment of this.idle) {
      if (environment.fn.name !== fn.name) continue;
      this.idle.delete(environment);
      const fresh =
        environment.fn.modified === fn.modified && realNow() - environment.born < MAX_AGE_MILLIS;
      if (!environment.dead && fresh) return environment;
      this.remove(environment);
    }
    const environment = new Environment(this.cloud.world.uuid(), fn, this.cloud);
    this.environments.set(environment.id, environment);
    return environment;
  }

  private trim(): void {
    if (this.idle.size <= MAX_WARM) return;
    const oldest = [...this.idle].reduce((a, b) => (a.lastUsed <= b.lastUsed ? a : b));
    this.remove(oldest);
  }

  private remove(environment: Environment): void {
    this.idle.delete(environment);
    this.environments.delete(environment.id);
    environment.kill();
  }
}

function throttled(): AwsError {
  return new AwsError('TooManyRequestsException', 'Rate Exceeded.', {
    status: 429,
    members: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', Type: 'User' },
  });
}

const pools = new WeakMap<Cloud, EnvironmentPool>();

/** The pool of a cloud; there is one. */
export function poolOf(cloud: Cloud): EnvironmentPool {
  let pool = pools.get(cloud);
  if (!pool) {
    pool = new EnvironmentPool(cloud);
    pools.set(cloud, pool);
  }
  return pool;
}
