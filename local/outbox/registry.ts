import { LocalCloudError } from '../errors.ts';
import type { DeliveryHandler, Service, TimerHandler } from '../kernel/index.ts';

/** All handlers of all services, by kind. */
export interface Handlers {
  readonly deliveries: ReadonlyMap<string, DeliveryHandler>;
  readonly timers: ReadonlyMap<string, TimerHandler>;
  /** Delivery kinds by announced topic. */
  readonly subscribers: ReadonlyMap<string, readonly string[]>;
}

/** Collects what services declare. Throws when a kind does not begin with its service's name. */
export function registerHandlers(services: readonly Service[]): Handlers {
  const deliveries = new Map<string, DeliveryHandler>();
  const timers = new Map<string, TimerHandler>();
  const subscribers = new Map<string, string[]>();
  for (const {
    name,
    deliveries: own = {},
    timers: ownTimers = {},
    subscriptions = {},
  } of services) {
    for (const [kind, handler] of Object.entries(own))
      deliveries.set(prefixed(kind, name), handler);
    for (const [kind, handler] of Object.entries(ownTimers))
      timers.set(prefixed(kind, name), handler);
    for (const [topic, handler] of Object.entries(subscriptions)) {
      const kind = `${name}.on:${topic}`;
      deliveries.set(kind, handler);
      subscribers.set(topic, [...(subscribers.get(topic) ?? []), kind]);
    }
  }
  return { deliveries, timers, subscribers };
}

function prefixed(kind: string, service: string): string {
  if (!kind.startsWith(`${service}.`))
    throw new LocalCloudError('MisnamedKind', `begin '${kind}' with '${service}.'`);
  return kind;
}
