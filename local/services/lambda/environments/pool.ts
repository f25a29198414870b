import { AwsError } from '../../../errors.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { realNow } from '../../../world/world.ts';
import { findFunction, headOf } from '../functions.ts';
import type { LambdaFunction } from '../functions.ts';
import { provisionedFor, provisionedInAll } from '../provisioned.ts';
import { Environment } from './environment.ts';
import type { Invocation, InvocationResult } from './environment.ts';
import { Succession } from './succession.ts';

/**
 * Idle environments that are kept warm; the one that is asked least often goes first, so that a
 * rare run of many functions does not end those of every day. A laptop's memory is the limit.
 */
const MAX_WARM = 13;

/** Environments that run at once, over all functions; more invocations wait their turn. */
const MAX_BUSY = 16;

/** Age at which an environment is replaced: its credentials hold for twelve hours. */
const MAX_AGE_MILLIS = 6 * 3600 * 1000;

/** All execution environments of a cloud. */
export class EnvironmentPool {
  private readonly environments = new Map<string, Environment>();
  private readonly idle = new Set<Environment>();
  /** Running invocations by function, and by function and version. */
  private readonly busyBy = new Map<string, number>();
  private readonly queue: (() => void)[] = [];
  private readonly succession = new Succession();
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
  public async invoke(fn: LambdaFunction, invocation: Invocation): Promise<InvocationResult> {
    const done = this.cloud.activity.begin(`function ${fn.name}`);
    try {
      const kind = this.admit(fn);
      this.count(fn, kind, 1);
      try {
        await this.turn();
        const environment = this.acquire(fn, kind);
        if (environment.isNew) this.lookAhead(fn);
        return await this.runIn(environment, invocation);
      } finally {
        this.count(fn, kind, -1);
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

  /** Ends idle environments of a function; those that run come to their end. */
  public retire(functionName: string): void {
    for (const environment of this.idle)
      if (environment.fn.name === functionName) this.remove(environment);
  }

  /** Provisioned environments take an invocation first, then what is reserved and not provisioned. */
  private admit(fn: LambdaFunction): 'on-demand' | 'provisioned-concurrency' {
    const provisioned = provisionedFor(fn, this.cloud);
    const running = this.busyBy.get(`${fn.name}:${fn.version}:provisioned-concurrency`) ?? 0;
    if (running < provisioned) return 'provisioned-concurrency';
    const reserved = headOf(fn.name, this.cloud).reserved ?? Infinity;
    const room = reserved - provisionedInAll(fn.name, this.cloud);
    if ((this.busyBy.get(`${fn.name}:on-demand`) ?? 0) >= room) throw throttled();
    return 'on-demand';
  }

  private count(fn: LambdaFunction, kind: string, change: number): void {
    const key = kind === 'on-demand' ? `${fn.name}:${kind}` : `${fn.name}:${fn.version}:${kind}`;
    const next = (this.busyBy.get(key) ?? 0) + change;
    if (next > 0) this.busyBy.set(key, next);
    else this.busyBy.delete(key);
  }

  private async turn(): Promise<void> {
    if (this.busy >= MAX_BUSY) await new Promise<void>((resolve) => this.queue.push(resolve));
    this.busy++;
  }

  private async runIn(environment: Environment, invocation: Invocation): Promise<InvocationResult> {
    try {
      return await environment.invoke(invocation);
    } finally {
      if (environment.dead) this.remove(environment);
      else this.idle.add(environment);
      this.trim();
    }
  }

  private acquire(fn: LambdaFunction, kind: string): Environment {
    for (const environment of this.idle) {
      if (!isOf(environment, fn)) continue;
      const { fn: own } = environment;
      this.idle.delete(environment);
      const fresh = own.revision === fn.revision && realNow() - environment.born < MAX_AGE_MILLIS;
      if (!environment.dead && fresh) return environment;
      this.remove(environment);
    }
    return this.start(fn, kind);
  }

  private start(fn: LambdaFunction, kind: string): Environment {
    const environment = new Environment(this.cloud.world.uuid(), fn, kind, this.cloud);
    this.environments.set(environment.id, environment);
    return environment;
  }

  /** Starts environments of the functions that will probably be asked next, where none waits. */
  private lookAhead({ arn }: LambdaFunction): void {
    this.succession.note(arn);
    for (const next of this.succession.after(arn)) {
      const fn = findFunction(next, this.cloud);
      if (fn && ![...this.idle].some((idle) => isOf(idle, fn))) {
        this.idle.add(this.start(fn, 'on-demand'));
      }
    }
  }

  private trim(): void {
    if (this.idle.size <= MAX_WARM) return;
    const rarest = [...this.idle].reduce((a, b) => (a.demand() <= b.demand() ? a : b));
    this.remove(rarest);
  }

  private remove(environment: Environment): void {
    this.idle.delete(environment);
    this.environments.delete(environment.id);
    environment.kill();
  }
}

function isOf({ fn: own }: Environment, fn: LambdaFunction): boolean {
  return own.name === fn.name && own.version === fn.version;
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
