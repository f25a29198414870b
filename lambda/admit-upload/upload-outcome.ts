import type { AcceptedRecord, UploadRecord } from '../../domain/registry/records.ts';
import { landingKeys, lakeKeys } from '../../domain/registry/object-keys.ts';
import type * as z from 'zod';
import type { Receipt } from '../../domain/contract/receipt.ts';
import type { UploadName } from '../../domain/contract/upload-key.ts';
import type { admitUpload } from './contract.ts';
import type { ReadUpload } from './read-upload.ts';

type Admission = z.output<typeof admitUpload.output>;

/** An upload and its id. */
export type NamedUpload = UploadName & { readonly uploadId: string; readonly key: string };

/** The records and objects that an upload leaves behind. */
export interface UploadTraces {
  readonly record: UploadRecord;
  readonly accepted: AcceptedRecord;
  readonly writes: readonly { readonly key: string; readonly body: Uint8Array }[];
}

/** What is kept of an upload that was read. */
export function recordsOf(upload: NamedUpload, read: ReadUpload, now: Date): UploadTraces {
  const { model, kind, uploadId, key, file } = upload;
  const { verdict } = read;
  const ok = verdict.status === 'accepted';
  const lakeKey = kind === 'data' ? lakeKeys.accepted(model, uploadId) : lakeKeys.labels(model, uploadId);
  const at = now.toISOString();
  const record: UploadRecord = {
    uploadId, model, kind, key, at,
    status: verdict.status, code: verdict.code, reason: verdict.reason,
    acceptedRows: ok ? verdict.rows.accepted : 0,
    refusedRows: verdict.rows.refused,
    acceptedKey: ok ? lakeKey : null,
  };
  const accepted: AcceptedRecord = {
    uploadId, key: lakeKey, rows: verdict.rows.accepted, sha256: read.sha256, span: verdict.span, at,
    source: file.startsWith('joined-') ? 'joined' : 'upload',
  };
  const writes = [
    ...(ok ? [{ key: lakeKey, body: read.accepted }] : []),
    ...(read.quarantine.length === 0
      ? []
      : [{ key: lakeKeys.quarantine(model, uploadId), body: read.quarantine }]),
  ];
  return { record, accepted, writes };
}

/** The receipt of an upload: its key and text. */
export function receiptOf(
  upload: NamedUpload, record: UploadRecord, read: ReadUpload,
): [key: string, body: string] {
  const { model, kind, file, uploadId, key } = upload;
  const { rows, reasons, dropped, warnings } = read.verdict;
  const receipt: Receipt = {
    status: record.status, code: record.code, reason: record.reason,
    model, kind, key, uploadId, at: record.at, rows: { ...rows, accepted: record.acceptedRows },
    reasons: [...reasons],
    dropped: [...dropped],
    warnings: [...warnings],
    quarantineKey: read.quarantine.length === 0 ? null : lakeKeys.quarantine(model, uploadId),
  };
  return [landingKeys.receipt(model, kind, file), JSON.stringify(receipt, null, 2)];
}

/** What the function answers about a record; zeros where there is none. */
export function outcomeOf(record: UploadRecord | null, status: Admission['status']): Admission {
  return {
    status,
    uploadId: record?.uploadId ?? '',
    reason: record?.reason ?? '',
    acceptedRows: record?.acceptedRows ?? 0,
    refusedRows: record?.refusedRows ?? 0,
  };
}
