import { LocalCloudError } from '../errors.ts';
import { realNow } from '../world/world.ts';
import type { Control } from './controls.ts';

/** Empties the cloud: it is as at its very first start. Snapshots stay. */
export const resetCloud: Control = async ({ folder, replace }) => {
  const began = realNow();
  await replace(() => folder.clear());
  return { milliseconds: realNow() - began };
};

/** The names of snapshots. */
export const listSnapshots: Control = ({ folder }) => ({ snapshots: folder.snapshots() });

/** Keeps the whole cloud under a `name`. What runs goes on; it is no part of the snapshot. */
export const saveSnapshot: Control = ({ current, folder }, body) => {
  const began = realNow();
  const { db, telemetry } = current();
  telemetry.flush();
  folder.save(nameIn(body), db);
  return { name: body.name, milliseconds: realNow() - began };
};

/**
 * Makes the whole cloud what it was under `name`. What runs is stopped; what ran then fails as
 * after a crash.
 */
export const restoreSnapshot: Control = async ({ folder, replace }, body) => {
  const began = realNow();
  const name = nameIn(body);
  folder.existing(name);
  await replace(() => folder.restore(name));
  return { name, milliseconds: realNow() - began };
};

function nameIn(body: Readonly<Record<string, unknown>>): string {
  if (typeof body.name === 'string') return body.name;
  throw new LocalCloudError('SnapshotName', `give the 'name' of a snapshot`);
}
