import { parseUploadKey, uploadIdOf } from '../../domain/contract/upload-key.ts';
import type { DataContract } from '../../domain/definition/data-contract.ts';
import { capturesWithout, joinedWithout } from '../../domain/erasure/captures-without.ts';
import {
  quarantineWithout,
  receiptPageWithout,
  receiptWithout,
} from '../../domain/erasure/receipts-without.ts';
import type { Subject } from '../../domain/erasure/subject.ts';
import { lakeTableWithout } from '../../domain/erasure/table-rows.ts';
import type { Edit, Traces } from '../../domain/erasure/traces.ts';
import { uploadWithout } from '../../domain/erasure/upload-without.ts';
import type { UploadKind } from '../../domain/names.ts';
import { landingKeys } from '../../domain/registry/object-keys.ts';
import type { LakeBucket } from './buckets.ts';

/** Whose rows go, and what is known of them. */
export interface Erasing {
  readonly model: string;
  readonly contract: DataContract;
  readonly subject: Subject;
  readonly traces: Traces;
}

/** One version of an object. */
export interface FoundVersion {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly bytes: Uint8Array;
}

/** A place where a person's rows may lie. */
export interface Place {
  readonly name: string;
  readonly bucket: LakeBucket;
  readonly prefixes: (model: string) => readonly string[];
  /** Whether rows elsewhere are found by what lies here. */
  readonly isSource?: true;
  /** What is left of a version; null where nothing of theirs is in it. */
  readonly edit: (version: FoundVersion, erasing: Erasing) => Promise<Edit | null> | Edit | null;
  /** Where what is left of a version goes. @default - where it was, if it was the newest */
  readonly moveTo?: (version: Omit<FoundVersion, 'bytes'>, erasing: Erasing) => string;
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
    edit: ({ key, bytes }, erasing) => quarantineWithout(bytes, fileName(key), erasing),
  },
  {
    name: 'receipts',
    bucket: 'landing',
    prefixes: (model) => [`receipts/${model}/`],
    edit: ({ key, bytes }, { traces }) =>
      key.endsWith('.html') ? receiptPageWithout(bytes, traces) : receiptWithout(bytes, traces),
  },
  {
    name: 'joined',
    bucket: 'lake',
    prefixes: (model) => [`joined/${model}/`],
    edit: ({ bytes }, { traces }) => joinedWithout(bytes, traces),
  },
  {
    name: 'labels',
    bucket: 'lake',
    prefixes: (model) => [`labels/${model}/`],
    edit: ({ bytes }, { traces }) =>
      lakeTableWithout(bytes, (row) => traces.inferenceIds.has(row.value('inference_id') ?? '')),
  },
  uploads('labels'),
  {
    name: 'accepted',
    isSource: true,
    bucket: 'lake',
    prefixes: (model) => [`accepted/${model}/`],
    edit: ({ key, bytes }, { subject, traces }) =>
      lakeTableWithout(bytes, (row) => {
        const isTheirs = subject.matches(row.value(subject.column) ?? '');
        if (isTheirs) {
          traces.objects.add(key);
          traces.rows.set(JSON.stringify(row.record()), row.record());
        }
        return isTheirs;
      }),
  },
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
    edit: ({ bytes }, { subject, traces }) => capturesWithout(bytes, subject, traces),
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
        { bytes: version.bytes, kind, contract, uploadId: uploadOf(version) },
        subject,
        traces,
      ),
    moveTo: (version, { model }) => landingKeys.erased(model, kind, uploadOf(version)),
  };
}

/** The upload that a version was, by its key or by the key of what was left of it. */
function uploadOf({ bucket, key, versionId }: Omit<FoundVersion, 'bytes'>): string {
  return parseUploadKey(key) === null ? fileName(key) : uploadIdOf(bucket, key, versionId);
}

function fileName(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
}
