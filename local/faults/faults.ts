import { AwsError } from '../errors.ts';
import { makeWorld, wakeAfter } from '../world/world.ts';
import { CALL_FAULTS, concerns, DELIVERY_FAULTS } from './fault.ts';
import type { Fault, FaultKind } from './fault.ts';

/** A fault that is set, and how often it has happened. */
export interface SetFault extends Fault {
  readonly happened: number;
}

/** Seed of chance where none is given: the same faults at every run of a test. */
const SEED = 1;

/** Lets calls and deliveries go wrong, by chance that can be repeated. */
export class Faults {
  private faults: { readonly fault: Fault; happened: number }[] = [];
  private chance = chanceOf(SEED);

  /** Puts these in the place of those that were set. */
  public set(faults: readonly Fault[], seed = SEED): void {
    this.faults = faults.map((fault) => ({ fault, happened: 0 }));
    this.chance = chanceOf(seed);
  }

  /** What is set. */
  public list(): readonly SetFault[] {
    return this.faults.map(({ fault, happened }) => ({ ...fault, happened }));
  }

  /** True where any fault is set. */
  public get active(): boolean {
    return this.faults.length > 0;
  }

  /** Lets a call go wrong, if it is to. Resolves for a delay, throws AWS's error for others. */
  public async meet(service: string, action: string): Promise<void> {
    const fault = this.strikes(CALL_FAULTS, service, action);
    if (!fault) return;
    if (fault.kind === 'delay') await realPause(fault.milliseconds ?? 1000);
    else if (fault.kind === 'timeout') await realPause(fault.milliseconds ?? 60_000);
    if (fault.kind !== 'delay') throw failureOf(fault.kind, service);
  }

  /** The same for a call inside a transaction, which cannot wait. */
  public meetAtOnce(service: string, action: string): void {
    const fault = this.strikes(['throttle', 'error', 'kill'], service, action);
    if (fault) throw failureOf(fault.kind, service);
  }

  /** What happens to a delivery of this kind, `<service>.<name>`. */
  public ofDelivery(kind: string): Fault | undefined {
    const [service = '', ...action] = kind.split('.');
    return this.strikes(DELIVERY_FAULTS, service, action.join('.'));
  }

  private strikes(kinds: readonly FaultKind[], service: string, action: string): Fault | undefined {
    for (const entry of this.faults) {
      const { fault, happened } = entry;
      if (!kinds.includes(fault.kind) || !concerns(fault, service, action)) continue;
      if (happened >= (fault.times ?? Infinity) || this.chance() >= fault.probability) continue;
      entry.happened += 1;
      return fault;
    }
    return undefined;
  }
}

/** Codes and texts of services that have words of their own for it. */
const THROTTLED: Readonly<Record<string, readonly [string, string, number]>> = {
  s3: ['SlowDown', 'Please reduce your request rate.', 503],
  dynamodb: [
    'ThrottlingException',
    'Throughput exceeds the current capacity of your table or index.',
    400,
  ],
  lambda: ['TooManyRequestsException', 'Rate Exceeded.', 429],
};

function failureOf(kind: FaultKind, service: string): AwsError {
  if (kind === 'kill') process.kill(process.pid, 'SIGKILL');
  if (kind === 'throttle') {
    const [code, text, status] = THROTTLED[service] ?? [
      'ThrottlingException',
      'Rate exceeded',
      400,
    ];
    return new AwsError(code, text, { status });
  }
  const code = service === 's3' ? 'InternalError' : 'InternalFailure';
  return new AwsError(code, 'We encountered an internal error. Please try again.', { status: 500 });
}

function chanceOf(seed: number): () => number {
  return makeWorld({ mode: 'virtual', start: 0, seed }).random;
}

function realPause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void wakeAfter(milliseconds, resolve));
}
