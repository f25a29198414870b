import type { Cloud } from '../../kernel/index.ts';
import type { Grant } from './acl/grants.ts';
import type { ChecksumAlgorithm, ChecksumType } from './checksums/algorithms.ts';
import type { Encryption } from './encryption.ts';
import type { StoredHeaders } from './headers.ts';
import type { Protection } from './lock.ts';
import type { Tags } from './tags.ts';

/** A row of the objects' table: one version of one key, or a delete marker. */
export interface ObjectRow {
  readonly bucket: string;
  readonly key: string;
  readonly version: string;
  /** Where it stands in the order of all writes. */
  readonly seq: number;
  readonly marker: number;
  readonly size: number;
  readonly etag: string;
  /** Name of its body, or null for markers. */
  readonly body: string | null;
  readonly modified: number;
  /** Everything else, JSON of `ObjectAttributes`. */
  readonly attributes: string;
}

/** A checksum that is kept with an object or a part. */
export interface StoredChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; of parts together with `-<count>` where it is a composite. */
  readonly value: string;
  readonly type: ChecksumType;
}

/** One part of an object that was uploaded in parts. */
export interface ObjectPart {
  readonly number: number;
  readonly size: number;
  /** Base64, of the object's algorithm. @default - the parts have none */
  readonly checksum?: string;
}

/** What is kept with an object beside its body. */
export interface ObjectAttributes extends Protection {
  readonly headers: StoredHeaders;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: Tags;
  /** @default - STANDARD */
  readonly storageClass?: string;
  readonly encryption: Encryption;
  readonly checksum?: StoredChecksum;
  /** @default - it came in one piece */
  readonly parts?: readonly ObjectPart[];
  /** The upload that it came in. @default - it came in one piece */
  readonly upload?: string;
  /** Who else may do what with it. @default - nobody anything */
  readonly acl?: readonly Grant[];
  /** The copy of an archived object that can be read until it expires. */
  readonly restore?: { readonly ongoing: boolean; readonly expiry?: string };
}

/** What a row keeps beside its columns. */
export function attributesOf(row: ObjectRow): ObjectAttributes {
  return JSON.parse(row.attributes) as ObjectAttributes;
}

/** The newest version of a key, delete markers included. */
export function newest(bucket: string, key: string, cloud: Cloud): ObjectRow | undefined {
  return cloud.db.get<ObjectRow>(
    'SELECT * FROM s3_objects WHERE bucket = ? AND key = ? ORDER BY seq DESC LIMIT 1',
    bucket,
    key,
  );
}

/** One version of a key. */
export function versionOf(
  bucket: string,
  key: string,
  version: string,
  cloud: Cloud,
): ObjectRow | undefined {
  return cloud.db.get<ObjectRow>(
    'SELECT * FROM s3_objects WHERE bucket = ? AND key = ? AND version = ?',
    bucket,
    key,
    version,
  );
}

/** Changes what is kept with an object, in place: such as its tags. */
export function updateAttributes(
  row: ObjectRow,
  change: Partial<ObjectAttributes>,
  cloud: Cloud,
): void {
  cloud.db.run(
    'UPDATE s3_objects SET attributes = ? WHERE seq = ?',
    JSON.stringify({ ...attributesOf(row), ...change }),
    row.seq,
  );
}
