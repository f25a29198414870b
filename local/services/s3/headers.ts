import type { StoredHeaders } from './objects.ts';

/** The headers of an input that are stored with an object. */
export function storedHeaders(input: StoredHeaders): StoredHeaders {
  return {
    ContentType: input.ContentType ?? 'binary/octet-stream',
    ContentEncoding:
      input.ContentEncoding?.split(',')
        .map((part) => part.trim())
        .filter((part) => part !== 'aws-chunked')
        .join(',') || undefined,
    ContentDisposition: input.ContentDisposition,
    ContentLanguage: input.ContentLanguage,
    CacheControl: input.CacheControl,
    ChecksumCRC32: input.ChecksumCRC32,
    ChecksumSHA256: input.ChecksumSHA256,
    StorageClass: input.StorageClass === 'STANDARD' ? undefined : input.StorageClass,
  };
}

/** Tags of the header `x-amz-tagging`, which is a query string. */
export function parseTagging(header: string | undefined): Readonly<Record<string, string>> {
  return header ? Object.fromEntries(new URLSearchParams(header)) : {};
}
