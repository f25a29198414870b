import { invalidArgument, malformedXml, s3Error } from './errors.ts';

/** Tags by key. */
export type Tags = Readonly<Record<string, string>>;

/** Tags as the API writes them. */
export type TagSet = readonly { readonly Key?: string; readonly Value?: string }[];

/** Characters that AWS takes in keys and values of tags. */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Tags an object may have, and a bucket. */
const MOST = { object: 10, bucket: 50, newBucket: 50 } as const;

/** Reads and checks a set of tags. Throws AWS's errors. */
export function readTagSet(tags: TagSet, of: keyof typeof MOST): Tags {
  if (tags.length > MOST[of]) throw tooMany(of);
  const read = new Map<string, string>();
  for (const { Key, Value } of tags) {
    if (Key === undefined || Value === undefined) throw malformedXml();
    if (read.has(Key))
      throw s3Error('InvalidTag', 'Cannot provide multiple Tags with the same key', 400, {
        TagKey: Key,
      });
    checkTag(Key, Value, of);
    read.set(Key, Value);
  }
  return Object.fromEntries(read);
}

/** Tags of the header `x-amz-tagging`, which is a query string. */
export function parseTagging(header: string | undefined): Tags {
  if (header === undefined || header === '') return {};
  const pairs = [...new URLSearchParams(header)];
  const keys = new Set(pairs.map(([key]) => key));
  if (keys.size < pairs.length || pairs.some(([, value]) => /[,&]/.test(value))) {
    throw invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      'x-amz-tagging',
      header,
    );
  }
  return readTagSet(
    pairs.map(([Key, Value]) => ({ Key, Value })),
    'object',
  );
}

/** Tags as the API writes them, in the order in which S3 keeps them. */
export function asTagSet(tags: Tags): { readonly Key: string; readonly Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function checkTag(key: string, value: string, of: keyof typeof MOST): void {
  if (of === 'newBucket' && key.startsWith('aws:')) {
    throw s3Error(
      'InvalidTag',
      'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
    );
  }
  if (/^aws:/i.test(key)) {
    throw s3Error('InvalidTag', 'System tags cannot be added/updated by requester', 400, {
      TagKey: key,
    });
  }
  if (key === '' || key.length > 128 || !TAG_TEXT.test(key))
    throw s3Error('InvalidTag', 'The TagKey you have provided is invalid', 400, { TagKey: key });
  if (value.length > 256 || !TAG_TEXT.test(value)) {
    throw s3Error('InvalidTag', 'The TagValue you have provided is invalid', 400, {
      TagKey: key,
      TagValue: value,
    });
  }
}

function tooMany(of: keyof typeof MOST) {
  return s3Error(
    'BadRequest',
    of === 'object'
      ? 'Object tags cannot be greater than 10'
      : 'Bucket tag count cannot be greater than 50',
  );
}
