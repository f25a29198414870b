import type { PlatformEvent } from '../../../domain/events/platform-events.ts';
import type { Clock, EventBus } from '../../../domain/ports.ts';
import type { Meter } from '../../../lambda/shared/meter.ts';
import type {
  EndpointPlan, EndpointState, Endpoints, Executions, Inference, Queue, Topic,
} from '../../../lambda/shared/ports.ts';

/** A clock that goes where it is told. */
export class SetClock implements Clock {
  private time: number;

  constructor(at: string) {
    this.time = Date.parse(at);
  }

  now(): Date {
    return new Date(this.time);
  }

  advance({ hours = 0, minutes = 0 }: { hours?: number; minutes?: number }): void {
    this.time += (hours * 60 + minutes) * 60_000;
  }

  goTo(at: string): void {
    this.time = Date.parse(at);
  }
}

/** A bus that keeps what is put on it. */
export class MemoryBus implements EventBus {
  readonly events: PlatformEvent[] = [];

  async put(events: readonly PlatformEvent[]): Promise<void> {
    this.events.push(...events);
  }

  /** Details of the events of a type. */
  of<T extends PlatformEvent['type']>(type: T): Extract<PlatformEvent, { type: T }>['detail'][] {
    return this.events.flatMap((event) => (event.type === type ? [event.detail] : [])) as never;
  }
}

/** A queue that keeps what is sent; fails when told to. */
export class MemoryQueue implements Queue {
  readonly bodies: string[] = [];
  failing = false;

  async send(body: string): Promise<void> {
    if (this.failing) throw new TypeError('the queue is down');
    this.bodies.push(body);
  }
}

/** A topic that keeps what is published. */
export class MemoryTopic implements Topic {
  readonly messages: { subject: string; message: string }[] = [];

  async publish(subject: string, message: string): Promise<void> {
    this.messages.push({ subject, message });
  }
}

/** Metrics that are kept. */
export class MemoryMeter implements Meter {
  readonly records: { model: string; values: Readonly<Record<string, number>> }[] = [];

  record(model: string, values: Readonly<Record<string, number>>): void {
    this.records.push({ model, values });
  }
}

/** Executions that are only written down. */
export class MemoryExecutions implements Executions {
  readonly started: { arn: string; name: string; input: unknown }[] = [];
  readonly answered: { token: string; with: unknown }[] = [];
  failing = false;
  running = 0;

  async start(arn: string, name: string, input: string): Promise<void> {
    if (this.failing) throw new TypeError('Step Functions is down');
    if (!this.started.some((execution) => execution.name === name)) {
      this.started.push({ arn, name, input: JSON.parse(input) as unknown });
    }
  }

  async stopAll(): Promise<number> {
    const stopped = this.running;
    this.running = 0;
    return stopped;
  }

  async succeed(token: string, output: unknown): Promise<boolean> {
    this.answered.push({ token, with: output });
    return true;
  }

  async fail(token: string, error: string): Promise<boolean> {
    this.answered.push({ token, with: error });
    return true;
  }
}

/** Endpoints that are in service at once. */
export class MemoryEndpoints implements Endpoints {
  readonly plans = new Map<string, EndpointPlan>();
  readonly removed: string[] = [];
  state: Partial<EndpointState> = {};

  async create(plan: EndpointPlan): Promise<void> {
    if (!this.plans.has(plan.endpointName)) this.plans.set(plan.endpointName, plan);
  }

  async describe(endpointName: string): Promise<EndpointState | null> {
    const plan = this.plans.get(endpointName);
    if (plan === undefined) return null;
    const well = { status: 'InService', configName: plan.configName, failureReason: undefined, pending: false };
    return { ...well, ...this.state };
  }

  async remove(names: Parameters<Endpoints['remove']>[0]): Promise<void> {
    for (const name of [names.endpointName, names.configName, names.modelName]) {
      if (name) this.removed.push(name);
    }
    if (names.endpointName) this.plans.delete(names.endpointName);
  }

  async find(prefix: string) {
    const plans = [...this.plans.values()].filter((plan) => plan.endpointName.startsWith(prefix));
    return {
      endpoints: plans.map((plan) => plan.endpointName),
      configs: plans.map((plan) => plan.configName),
      models: plans.map((plan) => plan.modelName),
    };
  }
}

/** Inference by a function of the lines. */
export class FunctionInference implements Inference {
  readonly asked: { endpointName: string; lines: string[] }[] = [];

  constructor(public answer: (lines: readonly string[], endpointName: string) => string) {}

  async ask(endpointName: string, csv: string): Promise<string> {
    const lines = csv.split('\n');
    this.asked.push({ endpointName, lines });
    return this.answer(lines, endpointName);
  }
}

/** A log that nobody reads. */
export const silentLog = { error: (): void => undefined };
