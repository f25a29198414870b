import { action } from '../../../kernel/index.ts';
import { bucketNamed } from '../buckets.ts';
import { invalidArgument } from '../errors.ts';
import { asContent, listCurrent } from '../listing/objects.ts';
import { keyEncoder, onListing, pageSize, queryOf, unlessEmpty } from '../listing/query.ts';
import type { ListingInput } from '../listing/query.ts';

/** Input of ListObjectsV2. */
export interface ListObjectsV2Input extends ListingInput {
  readonly StartAfter?: string;
  readonly ContinuationToken?: string;
  readonly FetchOwner?: boolean;
}

/** ListObjectsV2: a token says where the next page begins. */
export const listObjectsV2 = action(
  'ListObjectsV2',
  onListing('ListBucket'),
  (input: ListObjectsV2Input, { cloud }) => {
    bucketNamed(input.Bucket, cloud);
    const encode = keyEncoder(input.EncodingType);
    const limit = pageSize(input.MaxKeys);
    const marker = keyIn(input.ContinuationToken) ?? input.StartAfter ?? '';
    const query = queryOf(input, marker, limit);
    const page = listCurrent(input.Bucket, query, cloud);
    const owned = input.FetchOwner === true;
    return {
      Name: input.Bucket,
      Prefix: encode(query.prefix),
      Delimiter: encode(input.Delimiter || undefined),
      MaxKeys: limit,
      EncodingType: input.EncodingType,
      KeyCount: page.rows.length + page.prefixes.length,
      StartAfter: encode(input.StartAfter),
      ContinuationToken: input.ContinuationToken,
      IsTruncated: page.last !== undefined,
      NextContinuationToken: page.last === undefined ? undefined : tokenOf(page.last),
      Contents: unlessEmpty(page.rows.map((row) => asContent(row, encode(row.key), cloud, owned))),
      CommonPrefixes: unlessEmpty(page.prefixes.map((prefix) => ({ Prefix: encode(prefix) }))),
    };
  },
);

/** A token is opaque to clients: the key of the last element, so that it holds for ever. */
function tokenOf(last: string | { readonly key: string }): string {
  const key = typeof last === 'string' ? last : last.key;
  return Buffer.from(`1/${key}`).toString('base64');
}

function keyIn(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (text.startsWith('1/') && Buffer.from(text).toString('base64') === token) return text.slice(2);
  throw invalidArgument(
    'The continuation token provided is incorrect',
    'continuation-token',
    token,
  );
}
