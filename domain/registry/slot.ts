import * as z from 'zod';
import { DomainError } from '../errors.ts';
import { RunId, SlotName, VersionNumber } from '../names.ts';

/** A place for an endpoint. `retired` still has one, for a rollback; `empty` has none. */
export const Slot = z.object({
  slot: SlotName,
  status: z.enum(['empty', 'creating', 'serving', 'retired']),
  version: VersionNumber.nullable(),
  runId: RunId.nullable(),
  endpointName: z.string().nullable(),
  endpointConfigName: z.string().nullable(),
  modelName: z.string().nullable(),
  revision: z.int(),
});
export type Slot = z.output<typeof Slot>;

/** What moves into a slot. */
export interface Occupant {
  readonly version: number;
  readonly runId: string;
  readonly modelName: string;
  readonly endpointName: string;
  readonly endpointConfigName: string;
}

/** The name of a slot's endpoint: fixed, so that alarms can watch it before it is there. */
export function endpointNameOf(model: string, slot: SlotName): string {
  return `${model}-${slot}`;
}

/** A slot that was never used. */
export function emptySlot(slot: SlotName): Slot {
  return {
    slot, status: 'empty', version: null, runId: null, endpointName: null, endpointConfigName: null, modelName: null,
    revision: 0,
  };
}

/**
 * The slot that the next version may take: the one this run has already, else one that does not serve.
 *
 * @throws DomainError `NoFreeSlot` when both serve or belong to another run
 */
export function chooseSlot(slots: readonly Slot[], runId: string): Slot {
  const mine = slots.find((slot) => slot.runId === runId && slot.status === 'creating');
  const order = ['empty', 'retired', 'creating'] as const;
  const free = order.flatMap((status) => slots.filter((slot) => slot.status === status));
  const chosen = mine ?? free[0];
  if (chosen === undefined) throw new DomainError('NoFreeSlot', 'end the run that holds the other slot, then deploy again');
  return chosen;
}

/** The slot with a version moving in. */
export function occupy(slot: Slot, occupant: Occupant): Slot {
  return { ...slot, ...occupant, status: 'creating', revision: slot.revision + 1 };
}

/** The slot whose endpoint begins to serve. @throws DomainError `TransitionRefused` */
export function serveSlot(slot: Slot, version: number): Slot {
  if (slot.version !== version || slot.status === 'empty') {
    throw new DomainError('TransitionRefused', `slot ${slot.slot} holds ${slot.version ?? 'nothing'}, not version ${version}`);
  }
  return { ...slot, status: 'serving', revision: slot.revision + 1 };
}

/** The slot whose endpoint stays but serves no more. */
export function retireSlot(slot: Slot): Slot {
  return { ...slot, status: 'retired', revision: slot.revision + 1 };
}

/** The slot after its endpoint is gone. */
export function emptied(slot: Slot): Slot {
  return { ...emptySlot(slot.slot), revision: slot.revision + 1 };
}
