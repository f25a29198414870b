import { action } from '../../../kernel/index.ts';
import { bucketNamed } from '../buckets.ts';
import { asContent, listCurrent } from '../listing/objects.ts';
import { keyEncoder, onListing, pageSize, queryOf, unlessEmpty } from '../listing/query.ts';
import type { ListingInput } from '../listing/query.ts';

/** ListObjects, the older listing: its marker is a key, told only where keys are grouped. */
export const listObjects = action(
  'ListObjects',
  onListing('ListBucket'),
  (input: ListingInput & { readonly Marker?: string }, { cloud }) => {
    bucketNamed(input.Bucket, cloud);
    const encode = keyEncoder(input.EncodingType);
    const limit = pageSize(input.MaxKeys);
    const marker = input.Marker ?? '';
    const query = queryOf(input, marker, limit);
    const page = listCurrent(input.Bucket, query, cloud);
    const last = typeof page.last === 'object' ? page.last.key : page.last;
    return {
      Name: input.Bucket,
      Prefix: encode(query.prefix),
      Delimiter: encode(input.Delimiter || undefined),
      Marker: encode(marker),
      MaxKeys: limit,
      EncodingType: input.EncodingType,
      IsTruncated: last !== undefined,
      NextMarker: query.delimiter === '' ? undefined : encode(last),
      Contents: unlessEmpty(page.rows.map((row) => asContent(row, encode(row.key), cloud, true))),
      CommonPrefixes: unlessEmpty(page.prefixes.map((prefix) => ({ Prefix: encode(prefix) }))),
    };
  },
);
