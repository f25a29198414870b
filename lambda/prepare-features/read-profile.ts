import { StoredProfile, mergeProfiles } from '../../domain/profile/stored-profile.ts';
import { lakeKeys } from '../../domain/registry/object-keys.ts';
import type { DataContract } from '../../domain/definition/data-contract.ts';
import type { ObjectStore } from '../../domain/ports.ts';
import type { Manifest } from '../../domain/runs/plan.ts';

const AT_ONCE = 16;

/**
 * The profile of a dataset version: those of its uploads, merged. Uploads from before the door made
 * profiles have none; their rows are not in it.
 */
export async function readProfile(
  lake: ObjectStore,
  { model, objects }: Manifest,
  contract: DataContract,
): Promise<StoredProfile> {
  let merged = mergeProfiles(contract, []);
  for (let from = 0; from < objects.length; from += AT_ONCE) {
    const some = objects.slice(from, from + AT_ONCE);
    const found = await Promise.all(some.map(({ key }) => profileOf(lake, model, key)));
    merged = mergeProfiles(contract, [merged, ...found.filter((profile) => profile !== null)]);
  }
  return merged;
}

async function profileOf(lake: ObjectStore, model: string, key: string): Promise<StoredProfile | null> {
  const bytes = await lake.find(lakeKeys.profile(model, uploadIdIn(key)));
  return bytes && StoredProfile.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

/** The upload's id, which the key of its rows ends with. */
function uploadIdIn(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1, key.lastIndexOf('.'));
}
