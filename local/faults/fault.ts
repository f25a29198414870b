/** What can go wrong with a call of an API. */
export const CALL_FAULTS = ['throttle', 'error', 'timeout', 'delay', 'kill'] as const;

/** What can go wrong with a delivery from the outbox. */
export const DELIVERY_FAULTS = ['duplicate', 'drop', 'reorder'] as const;

/** A kind of fault. */
export type FaultKind = (typeof CALL_FAULTS)[number] | (typeof DELIVERY_FAULTS)[number];

/** Something that is to go wrong. */
export interface Fault {
  readonly kind: FaultKind;
  /** Name of a service as in `docs/reference/local-cloud.md`, or `*`. */
  readonly service: string;
  /** Name of an action, of a delivery without its service, or `*`. */
  readonly action: string;
  /** From 0 to 1. */
  readonly probability: number;
  /** How long a delay, a time-out or a detour takes. @default - 1000, of a time-out 60,000 */
  readonly milliseconds?: number;
  /** How often it happens at most. @default - as often as chance has it */
  readonly times?: number;
}

/** Whether a fault is about this call or delivery. */
export function concerns(fault: Fault, service: string, action: string): boolean {
  const named = (pattern: string, name: string) => pattern === '*' || pattern === name;
  return named(fault.service, service) && named(fault.action, action);
}
