import type { AcceptedRecord, UploadRecord } from '../../../domain/registry/records.ts';
import { landingKeys, lakeKeys } from '../../../domain/registry/object-keys.ts';
import type * as z from 'zod';
import { receiptHtml } from '../../../domain/contract/receipt-html.ts';
import { summaryOf } from '../../../domain/profile/column-summary.ts';
import type { Receipt } from '../../../domain/contract/receipt.ts';
import type { UploadName } from '../../../domain/contract/upload-key.ts';
import type { admitUpload } from '../../admit-upload/contract.ts';
import type { ReadUpload } from './read-upload.ts';

type Admission = z.output<typeof admitUpload.output>;

/** An upload and its id. */
export type NamedUpload = UploadName & { readonly uploadId: string; readonly key: string };

/** Where an upload's rows go. */
export interface UploadKeys {
  readonly accepted: string;
  readonly quarantine: string;
  readonly profile: string;
}

/** The records that an upload leaves behind. */
export interface UploadTraces {
  readonly record: UploadRecord;
  readonly accepted: AcceptedRecord;
}

/**
 * The keys of an upload.
 *
 * @param time when it was uploaded, as its event says: delivered twice, it goes to the same keys
 */
export function keysOf({ model, kind, uploadId }: NamedUpload, time: string): UploadKeys {
  return {
    accepted: kind === 'data' ? lakeKeys.accepted(model, time.slice(0, 10), uploadId) : lakeKeys.labels(model, uploadId),
    quarantine: lakeKeys.quarantine(model, uploadId),
    profile: lakeKeys.profile(model, uploadId),
  };
}

/** What is kept of an upload that was read. */
export function recordsOf(
  upload: NamedUpload,
  { read, keys, now }: { readonly read: ReadUpload; readonly keys: UploadKeys; readonly now: Date },
): UploadTraces {
  const { model, kind, uploadId, key, file } = upload;
  const { verdict } = read;
  const ok = verdict.status === 'accepted';
  const at = now.toISOString();
  const record: UploadRecord = {
    uploadId, model, kind, key, at,
    status: verdict.status, code: verdict.code, reason: verdict.reason,
    acceptedRows: ok ? verdict.rows.accepted : 0,
    refusedRows: verdict.rows.refused,
    acceptedKey: ok ? keys.accepted : null,
  };
  const accepted: AcceptedRecord = {
    uploadId, key: keys.accepted, rows: verdict.rows.accepted, sha256: read.sha256, span: verdict.span, at,
    source: isJoined(file) ? 'joined' : 'upload',
  };
  return { record, accepted };
}

/** The receipt of an upload: keys and texts, for programs and for people. */
export function receiptOf(
  upload: NamedUpload,
  { record, read, keys, contract, objects }: {
    readonly record: UploadRecord;
    /** In how many objects the accepted rows lie. @default - in one */
    readonly objects?: number;
    readonly read: ReadUpload;
    readonly keys: UploadKeys;
    /** Hash of the definition that it was judged by. */
    readonly contract: string;
  },
): readonly (readonly [key: string, body: string])[] {
  const { model, kind, file, uploadId, key } = upload;
  const { rows, reasons, dropped, warnings } = read.verdict;
  const receipt: Receipt = {
    status: record.status, code: record.code, reason: record.reason,
    model, kind, key, uploadId, at: record.at, contract, rows: { ...rows, accepted: record.acceptedRows },
    reasons: [...reasons],
    dropped: [...dropped],
    warnings: [...warnings],
    columns: read.profiles.map(summaryOf),
    objects,
    quarantineKey: read.hasQuarantine ? keys.quarantine : null,
  };
  const forPrograms = [landingKeys.receipt(model, kind, file), JSON.stringify(receipt, null, 2)] as const;
  // Joined rows are sent by a function, which reads no pages.
  if (isJoined(file)) return [forPrograms];
  return [forPrograms, [landingKeys.receiptPage(model, kind, file), receiptHtml(receipt)]];
}

function isJoined(file: string): boolean {
  return file.startsWith('joined-');
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
