import { storedProfile } from '../../../domain/profile/stored-profile.ts';
import { acceptedObjects } from '../../../domain/registry/accepted-objects.ts';
import { recordUpload } from './record-upload.ts';
import type { ObjectStore, ObjectWriter, Registry } from '../../../domain/ports.ts';
import type { UploadRecord } from '../../../domain/registry/records.ts';
import type { ReadUpload } from './read-upload.ts';
import type { UploadKeys, UploadTraces } from './upload-outcome.ts';

/** An upload that was read, and the objects that were begun for it. */
export interface ReadAndBegun {
  readonly traces: UploadTraces;
  readonly read: ReadUpload;
  readonly keys: UploadKeys;
  readonly accepted: ObjectWriter;
  readonly quarantine: ObjectWriter;
  readonly file: string;
  /** Other objects that go with the rows. @default - none */
  readonly others?: readonly string[];
}

/**
 * Brings rows into the lake and the upload into the registry. Rows become an object only where they are
 * accepted, before they are recorded: what is recorded is there. Whether another upload has the same
 * content is decided by the write of the record; of one that has, the objects are removed again.
 */
export async function settleUpload(
  { lake, registry }: { readonly lake: ObjectStore; readonly registry: Registry },
  { traces, read, keys, accepted, quarantine, file, others = [] }: ReadAndBegun,
): Promise<UploadRecord> {
  const { record } = traces;
  await Promise.all([
    read.hasQuarantine ? quarantine.end() : quarantine.abort(),
    record.status === 'accepted' ? accepted.end() : accepted.abort(),
    ...(record.status === 'accepted' && record.kind === 'data'
      ? [lake.write(keys.profile, JSON.stringify(storedProfile(read.profiles)))]
      : []),
  ]);
  const final = await recordUpload(registry, record, traces.accepted, { file });
  if (record.status === 'accepted' && final.status === 'refused') {
    const rows = acceptedObjects(traces.accepted).map(({ key }) => key);
    await Promise.all([...rows, keys.profile, ...others].map((key) => lake.remove(key)));
  }
  return final;
}
