import { action } from '../../../kernel/index.ts';
import { bucketNamed } from '../buckets.ts';
import { checksumMember } from '../checksums/declared.ts';
import { demandCount, pageSize, unlessEmpty } from '../listing/query.ts';
import { describePeople } from '../multipart/initiator.ts';
import { onObject } from '../objects.ts';
import { planOf, uploadNamed } from '../uploads.ts';
import type { PartRow, UploadName } from '../uploads.ts';

/** Input of ListParts. */
export interface ListPartsInput extends UploadName {
  readonly MaxParts?: number;
  readonly PartNumberMarker?: string;
}

/** ListParts: by number, one page of up to a thousand behind the marker. */
export const listParts = action(
  'ListParts',
  onObject('ListMultipartUploadParts'),
  (input: ListPartsInput, { cloud }) => {
    bucketNamed(input.Bucket, cloud);
    const plan = planOf(uploadNamed(input, cloud));
    const limit = pageSize(input.MaxParts, 'max-parts');
    const marker = Number(input.PartNumberMarker ?? 0);
    demandCount(marker, 'part-number-marker');
    const rows = cloud.db.all<PartRow>(
      'SELECT * FROM s3_parts WHERE upload = ? AND number > ? ORDER BY number LIMIT ?',
      input.UploadId,
      marker,
      limit + 1,
    );
    const page = rows.slice(0, limit);
    const algorithm = plan.checksumAlgorithm;
    return {
      Bucket: input.Bucket,
      Key: input.Key,
      UploadId: input.UploadId,
      MaxParts: limit,
      IsTruncated: rows.length > limit,
      PartNumberMarker: String(marker),
      NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
      ...describePeople(plan, cloud),
      StorageClass: plan.attributes.storageClass ?? 'STANDARD',
      ChecksumAlgorithm: algorithm,
      ChecksumType: plan.checksumType,
      Parts: unlessEmpty(
        page.map((part) => ({
          PartNumber: part.number,
          LastModified: new Date(part.modified),
          ETag: `"${part.md5}"`,
          Size: part.size,
          ...(algorithm && part.checksum ? { [checksumMember(algorithm)]: part.checksum } : {}),
        })),
      ),
    };
  },
);
