import { action } from '../../../kernel/index.ts';
import { bucketNamed } from '../buckets.ts';
import { checksumMember } from '../checksums/declared.ts';
import { decrypt } from '../encryption.ts';
import type { CustomerKeyInput } from '../customer-key.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';
import { pageSize } from '../listing/query.ts';
import { attributesOf } from '../object-row.ts';
import type { ObjectAttributes, StoredChecksum } from '../object-row.ts';
import { describeChecksum, objectNamed, objectPermission, shownVersion } from '../objects.ts';
import type { ObjectName } from '../objects.ts';

/** Input of GetObjectAttributes. */
export interface GetObjectAttributesInput extends ObjectName, CustomerKeyInput {
  readonly ObjectAttributes?: readonly string[];
  readonly MaxParts?: number;
  readonly PartNumberMarker?: string;
}

const KNOWN = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];

/** GetObjectAttributes: what was asked for and nothing else. */
export const getObjectAttributes = action(
  'GetObjectAttributes',
  ({ Bucket, Key, VersionId }: GetObjectAttributesInput, { cloud }) =>
    (VersionId === undefined
      ? ['GetObject', 'GetObjectAttributes']
      : ['GetObjectVersion', 'GetObjectVersionAttributes']
    ).map((name) => objectPermission(name, Bucket, Key, cloud)),
  (input: GetObjectAttributesInput, context) => {
    const wanted = (input.ObjectAttributes ?? []).map((name) => name.trim()).filter(Boolean);
    if (wanted.length === 0) {
      throw invalidRequest(
        'The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty',
      );
    }
    const unknown = wanted.find((name) => !KNOWN.includes(name));
    if (unknown !== undefined)
      throw invalidArgument(
        'Invalid attribute name specified.',
        'x-amz-object-attributes',
        unknown,
      );
    const row = objectNamed(input, context);
    const attributes = attributesOf(row);
    decrypt(attributes.encryption, input, input, context);
    const described = {
      ETag: row.etag,
      Checksum: attributes.checksum
        ? describeChecksum(withoutCount(attributes.checksum))
        : undefined,
      ObjectParts: attributes.parts ? partsOf(attributes, input) : undefined,
      StorageClass: attributes.storageClass ?? 'STANDARD',
      ObjectSize: row.size,
    };
    return {
      ...Object.fromEntries(Object.entries(described).filter(([name]) => wanted.includes(name))),
      LastModified: new Date(row.modified),
      VersionId: shownVersion(row.version, bucketNamed(input.Bucket, context.cloud)),
    };
  },
);

/** Here a composite is told without the count of its parts. */
function withoutCount(checksum: StoredChecksum): StoredChecksum {
  return { ...checksum, value: checksum.value.replace(/-\d+$/, '') };
}

/** The parts are told one by one only where they have checksums of their own. */
function partsOf({ parts = [], checksum }: ObjectAttributes, input: GetObjectAttributesInput) {
  if (!checksum || parts.some((part) => part.checksum === undefined))
    return { TotalPartsCount: parts.length };
  const limit = pageSize(input.MaxParts, 'max-parts');
  const marker = Number(input.PartNumberMarker ?? 0);
  const behind = parts.filter(({ number }) => number > marker);
  const page = behind.slice(0, limit);
  return {
    TotalPartsCount: parts.length,
    PartNumberMarker: String(marker),
    NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
    MaxParts: limit,
    IsTruncated: behind.length > limit,
    Parts: page.map((part) => ({
      PartNumber: part.number,
      Size: part.size,
      [checksumMember(checksum.algorithm)]: part.checksum,
    })),
  };
}
