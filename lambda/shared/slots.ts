import { SlotName } from '../../domain/names.ts';
import { sortKeys } from '../../domain/registry/keys.ts';
import { readIfThere } from '../../domain/registry/records.ts';
import { Slot, emptySlot } from '../../domain/registry/slot.ts';
import type { RegistryWrite, StoredRecord } from '../../domain/ports.ts';

/** Sort keys of both slots. */
export const slotKeys = SlotName.options.map((slot) => sortKeys.slot(slot));

/** Both slots, in the order of `slotKeys`; one that was never used is empty. */
export function readSlots(stored: readonly (StoredRecord | null | undefined)[]): readonly Slot[] {
  return SlotName.options.map((slot, index) => readIfThere(Slot, stored[index], `slot ${slot}`) ?? emptySlot(slot));
}

/** Writes a slot over the one that it was made of. */
export function slotWrite(next: Slot): RegistryWrite {
  const before = next.revision - 1;
  return { put: next, sk: sortKeys.slot(next.slot), when: before === 0 ? 'absent' : { revision: before } };
}
