import { action } from '../../../kernel/index.ts';
import type { ActionContext, Permission } from '../../../kernel/index.ts';
import { bucketNamed, bucketPermission } from '../buckets.ts';
import { asContent, list } from '../listing.ts';

/** Input of ListObjectsV2. */
export interface ListObjectsV2Input {
  readonly Bucket: string;
  readonly Prefix?: string;
  readonly Delimiter?: string;
  readonly MaxKeys?: number;
  readonly StartAfter?: string;
  readonly ContinuationToken?: string;
  readonly EncodingType?: string;
}

/** Permission of listings, with the condition keys of S3. */
export function onListing(
  input: {
    readonly Bucket: string;
    readonly Prefix?: string;
    readonly Delimiter?: string;
    readonly MaxKeys?: number;
  },
  { cloud }: ActionContext,
): readonly Permission[] {
  const context = {
    's3:prefix': input.Prefix ?? '',
    's3:delimiter': input.Delimiter ?? '',
    's3:max-keys': String(input.MaxKeys ?? 1000),
  };
  return [{ ...bucketPermission('ListBucket', input.Bucket, cloud), context }];
}

/** ListObjectsV2. */
export const listObjectsV2 = action(
  'ListObjectsV2',
  onListing,
  (input: ListObjectsV2Input, { cloud }) => {
    bucketNamed(input.Bucket, cloud);
    const limit = Math.min(input.MaxKeys ?? 1000, 1000);
    const token =
      input.ContinuationToken === undefined
        ? undefined
        : Buffer.from(input.ContinuationToken, 'base64').toString('utf8');
    const page = list(
      {
        bucket: input.Bucket,
        prefix: input.Prefix ?? '',
        delimiter: input.Delimiter ?? '',
        after: token ?? input.StartAfter ?? '',
        limit,
      },
      cloud,
    );
    const encode = (text: string) =>
      input.EncodingType === 'url' ? encodeURIComponent(text).replace(/%2F/g, '/') : text;
    return {
      Name: input.Bucket,
      Prefix: encode(input.Prefix ?? ''),
      Delimiter: input.Delimiter,
      MaxKeys: limit,
      EncodingType: input.EncodingType,
      KeyCount: page.objects.length + page.prefixes.length,
      StartAfter: input.StartAfter,
      ContinuationToken: input.ContinuationToken,
      IsTruncated: page.next !== undefined,
      NextContinuationToken:
        page.next === undefined ? undefined : Buffer.from(page.next).toString('base64'),
      Contents: page.objects
        .map(asContent)
        .map((content) => ({ ...content, Key: encode(content.Key) })),
      CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: encode(prefix) })),
    };
  },
);
