import { hasCode } from '../../../domain/errors.ts';
import { sortKeys } from '../../../domain/registry/keys.ts';
import { UploadRecord, readIfThere } from '../../../domain/registry/records.ts';
import type { Registry, RegistryWrite, StoredRecord } from '../../../domain/ports.ts';
import type { AcceptedRecord } from '../../../domain/registry/records.ts';

/**
 * Writes an upload into the registry, once. Answers the record that counts: this one; the one of an
 * earlier delivery; or this one refused, when another upload has the same content.
 */
export async function recordUpload(
  registry: Registry, upload: UploadRecord, accepted: AcceptedRecord, source: { readonly file: string },
): Promise<UploadRecord> {
  try {
    await registry.write(upload.model, writesOf(upload, accepted));
    return upload;
  } catch (error) {
    if (!hasCode(error, 'ConditionFailed')) throw error;
    const keys = [sortKeys.upload(upload.uploadId), sortKeys.content(accepted.sha256)];
    const [before, content] = await registry.read(upload.model, keys);
    const earlier = readIfThere(UploadRecord, before, `upload ${upload.uploadId}`);
    if (earlier !== null) return earlier;
    const refused = sameContent(upload, source.file, content);
    await registry.write(upload.model, writesOf(refused, accepted));
    return refused;
  }
}

function sameContent(
  upload: UploadRecord, file: string, content: StoredRecord | null | undefined,
): UploadRecord {
  const reason = `upload '${file}' with other content: ${String(content?.key)} has the same`;
  return { ...upload, status: 'refused', code: 'SameContent', reason, acceptedKey: null };
}

function writesOf(upload: UploadRecord, accepted: AcceptedRecord): readonly RegistryWrite[] {
  const record: RegistryWrite = { put: upload, sk: sortKeys.upload(upload.uploadId), when: 'absent' };
  if (upload.status === 'refused') return [record];
  const content = { uploadId: upload.uploadId, key: upload.key };
  const marked: readonly RegistryWrite[] = [
    record, { put: content, sk: sortKeys.content(accepted.sha256), when: 'absent' },
  ];
  if (upload.kind === 'labels') return marked;
  return [
    ...marked,
    { put: accepted, sk: sortKeys.accepted(accepted.at, upload.uploadId), when: 'absent' },
    { add: { acceptedRows: upload.acceptedRows, uploads: 1 }, sk: sortKeys.counters },
  ];
}
