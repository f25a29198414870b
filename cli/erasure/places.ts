import { parseUploadKey, uploadIdOf } from '../../domain/contract/upload-key.ts';
import type { DataContract } from '../../domain/definition/data-contract.ts';
import { capturesWithout, joinedWithout } from '../../domain/erasure/captures-without.ts';
import {
  quarantineWithout,
  receiptPageWithout,
  receiptWithout,
  verdictWithout,
} from '../../domain/erasure/receipts-without.ts';
import type { Subject } from '../../domain/erasure/subject.ts';
import { lakeTableWithout } from '../../domain/erasure/lake-table.ts';
import type { Rewriting, StoredFile } from '../../domain/erasure/rewriting.ts';
import type { Edit, Traces } from '../../domain/erasure/traces.ts';
import { uploadWithout } from '../../domain/erasure/upload-without.ts';
import type { UploadKind } from '../../domain/names.ts';
import { landingKeys } from '../../domain/registry/object-keys.ts';
import { ByteSink } from '../../domain/tabular/byte-sink.ts';
import type { LakeBucket } from './buckets.ts';

/** Whose rows go, and what is known of them. */
export interface Erasing {
  readonly model: string;
  readonly contract: DataContract;
  readonly subject: Subject;
  readonly traces: Traces;
}

/** The name of a version of an object. */
export interface VersionName {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
}

/** One version of an object. */
export interface FoundVersion extends VersionName {
  readonly file: StoredFile;
}

/** What is left of an object. */
export type Left = Rewriting | Edit | null;

/** A place where a person's rows may lie. */
export interface Place {
  readonly name: string;
  readonly bucket: LakeBucket;
  readonly prefixes: (model: string) => readonly string[];
  /** Whether an object below them is looked at. @default - every one is */
  readonly wants?: (key: string) => boolean;
  /** Whether rows elsewhere are found by what lies here. */
  readonly isSource?: true;
  /** What is left of a version; null where nothing of theirs is in it. */
  readonly edit: (version: FoundVersion, erasing: Erasing) => Promise<Left>;
  /** Where what is left of a version goes. @default - where it was, if it was the newest */
  readonly moveTo?: (version: VersionName, erasing: Erasing) => string;
}

/**
 * The places in the order in which they are erased: what is found only by way of others comes before them,
 * so that whoever is interrupted finds it again.
 */
export const PLACES: readonly Place[] = [
  {
    name: 'quarantine',
    bucket: 'lake',
    prefixes: (model) => [`quarantine/${model}/`],
    edit: ({ key, file }, erasing) => quarantineWithout(file, fileName(key), erasing),
  },
  {
    name: 'quarantine of pieces',
    bucket: 'lake',
    prefixes: (model) => [`work/${model}/`],
    wants: (key) => ['quarantine', 'verdicts'].includes(folderOf(key)),
    edit: async (version, erasing) => {
      const { key, file } = version;
      const uploadId = uploadOfWork(key);
      if (folderOf(key) === 'quarantine') return await quarantineWithout(file, uploadId, erasing);
      return await whole((bytes) => verdictWithout(bytes, uploadId, erasing.traces))(
        version,
        erasing,
      );
    },
  },
  {
    name: 'receipts',
    bucket: 'landing',
    prefixes: (model) => [`receipts/${model}/`],
    edit: whole((bytes, { key }, { traces }) =>
      key.endsWith('.html') ? receiptPageWithout(bytes, traces) : receiptWithout(bytes, traces),
    ),
  },
  {
    name: 'joined',
    bucket: 'lake',
    prefixes: (model) => [`joined/${model}/`],
    edit: ({ file }, { traces }) => joinedWithout(file, traces),
  },
  {
    name: 'labels',
    bucket: 'lake',
    prefixes: (model) => [`labels/${model}/`],
    edit: ({ file }, { traces }) =>
      lakeTableWithout(file, (row) => traces.inferenceIds.has(row.value('inference_id') ?? '')),
  },
  uploads('labels'),
  accepted('accepted', (model) => `accepted/${model}/`),
  accepted('rows of pieces', (model) => `work/${model}/`),
  captures('captures', 'captures'),
  captures('large captures', 'oversize'),
  uploads('data'),
];

function captures(name: string, folder: string): Place {
  return {
    name,
    isSource: true,
    bucket: 'lake',
    prefixes: (model) => [`${folder}/${model}/`],
    edit: ({ file }, { subject, traces }) => capturesWithout(file, subject, traces),
  };
}

/** Accepted rows; of large uploads, also where their pieces were judged. */
function accepted(name: string, prefix: (model: string) => string): Place {
  return {
    name,
    isSource: true,
    bucket: 'lake',
    prefixes: (model) => [prefix(model)],
    wants: (key) => !key.startsWith('work/') || folderOf(key) === 'accepted',
    edit: async ({ key, file }, { subject, traces }) =>
      await lakeTableWithout(file, (row) => {
        const isTheirs = subject.matches(row.value(subject.column) ?? '');
        if (isTheirs) {
          traces.objects.add(key);
          traces.rows.set(JSON.stringify(row.record()), row.record());
        }
        return isTheirs;
      }),
  };
}

/** The folder that a key lies in. */
function folderOf(key: string): string {
  return key.split('/').at(-2)!;
}

/** The upload that something is work of. */
function uploadOfWork(key: string): string {
  return key.split('/')[2]!;
}

/** An edit of objects that are small. */
function whole(
  edit: (bytes: Uint8Array, version: VersionName, erasing: Erasing) => Edit | null,
): Place['edit'] {
  return async (version, erasing) => {
    const sink = new ByteSink();
    for await (const chunk of version.file.chunks()) sink.all(chunk);
    return edit(sink.bytes(), version, erasing);
  };
}

/** Uploads as they came. What is left of one is put where nothing is admitted again. */
function uploads(kind: UploadKind): Place {
  return {
    name: kind === 'data' ? 'uploads' : 'uploads of labels',
    bucket: 'landing',
    ...(kind === 'data' && { isSource: true as const }),
    prefixes: (model) => [`uploads/${model}/${kind}/`, landingKeys.erased(model, kind, '')],
    edit: (version, { contract, subject, traces }) =>
      uploadWithout(
        { ...fileOf(version), kind, contract, uploadId: uploadOf(version) },
        subject,
        traces,
      ),
    moveTo: (version, { model }) => landingKeys.erased(model, kind, uploadOf(version)),
  };
}

function fileOf({ file }: FoundVersion): StoredFile {
  return { chunks: () => file.chunks(), ranges: () => file.ranges() };
}

/** The upload that a version was, by its key or by the key of what was left of it. */
function uploadOf({ bucket, key, versionId }: VersionName): string {
  return parseUploadKey(key) === null ? fileName(key) : uploadIdOf(bucket, key, versionId);
}

function fileName(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
}
