import type { ErasedPlace } from '../../domain/registry/erasure.ts';
import type { Buckets } from './buckets.ts';
import type { ObjectVersions, StoredObject } from './object-versions.ts';
import type { Erasing, Place } from './places.ts';

/** Does one look, or also erase? */
export type Mode = 'look' | 'erase';

/** Goes through every version of every object of a place, one piece of one at a time in memory. */
export async function erasePlace(
  place: Place,
  erasing: Erasing,
  { buckets, mode }: { readonly buckets: Buckets; readonly mode: Mode },
): Promise<ErasedPlace> {
  const bucket = buckets[place.bucket];
  const found = { place: place.name, objects: 0, rows: 0 };
  for (const prefix of place.prefixes(erasing.model)) {
    for await (const object of bucket.list(prefix)) {
      if (place.wants?.(object.key) === false) continue;
      const rows = await eraseObject(object, { place, erasing, bucket, mode });
      found.objects += rows > 0 ? 1 : 0;
      found.rows += rows;
    }
  }
  return found;
}

interface Work {
  readonly place: Place;
  readonly erasing: Erasing;
  readonly bucket: ObjectVersions;
  readonly mode: Mode;
}

/** Rows that are gone of an object, over all versions. */
async function eraseObject(
  object: StoredObject,
  { place, erasing, bucket, mode }: Work,
): Promise<number> {
  let rows = 0;
  let left = object.versions.length;
  for (const [index, versionId] of object.versions.entries()) {
    const file = await bucket.open(object.key, versionId);
    const version = { bucket: bucket.bucket, key: object.key, versionId };
    const edit = file && (await place.edit({ ...version, file }, erasing));
    if (file === null || edit === null) continue;
    rows += edit.rows;
    if (mode === 'look') continue;
    const isNewest = object.isCurrent && index === 0;
    const target = place.moveTo?.(version, erasing) ?? (isNewest ? object.key : undefined);
    if (edit.body !== null && target !== undefined) {
      await write(bucket, target, { body: edit.body, isGzip: file.isGzip });
      if (target === object.key) left += 1;
    }
    await bucket.remove(object.key, versionId);
    left -= 1;
  }
  // Delete markers of an object that is gone tell its name still.
  if (rows > 0 && left === 0 && mode === 'erase') {
    for (const marker of object.markers) await bucket.remove(object.key, marker);
  }
  return rows;
}

async function write(
  bucket: ObjectVersions,
  key: string,
  {
    body,
    isGzip,
  }: { readonly body: Uint8Array | AsyncIterable<Uint8Array>; readonly isGzip: boolean },
): Promise<void> {
  if (body instanceof Uint8Array) await bucket.write(key, body, isGzip);
  else await bucket.writeAll(key, body, isGzip);
}
