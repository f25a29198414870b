import { action } from '../../../kernel/index.ts';
import { bucketNamed } from '../buckets.ts';
import { asContent, list } from '../listing.ts';
import { onListing } from './list-objects-v2.ts';

/** Input of ListObjects. */
export interface ListObjectsInput {
  readonly Bucket: string;
  readonly Prefix?: string;
  readonly Delimiter?: string;
  readonly Marker?: string;
  readonly MaxKeys?: number;
}

/** ListObjects, the older listing: its marker is a key. */
export const listObjects = action(
  'ListObjects',
  onListing,
  (input: ListObjectsInput, { cloud }) => {
    bucketNamed(input.Bucket, cloud);
    const limit = Math.min(input.MaxKeys ?? 1000, 1000);
    const page = list(
      {
        bucket: input.Bucket,
        prefix: input.Prefix ?? '',
        delimiter: input.Delimiter ?? '',
        after: input.Marker ?? '',
        limit,
      },
      cloud,
    );
    return {
      Name: input.Bucket,
      Prefix: input.Prefix ?? '',
      Delimiter: input.Delimiter,
      Marker: input.Marker ?? '',
      MaxKeys: limit,
      IsTruncated: page.next !== undefined,
      NextMarker: input.Delimiter ? page.next : undefined,
      Contents: page.objects.map(asContent),
      CommonPrefixes: page.prefixes.map((Prefix) => ({ Prefix })),
    };
  },
);
