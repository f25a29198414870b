import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Cloud, RolePrincipal } from '../../../kernel/index.ts';
import type { S3Location } from './s3-location.ts';

/** S3 in the name of a job's role. */
export interface S3Client {
  /** All objects below a prefix, in the order of their keys. */
  list(prefix: S3Location): Promise<S3Location[]>;
  read(location: S3Location): Promise<Buffer>;
  download(location: S3Location, file: string): Promise<void>;
  write(
    location: S3Location,
    body: Buffer,
    options?: { readonly kmsKeyId?: string },
  ): Promise<void>;
}

/** What GetObject answers. */
interface ObjectAnswer {
  readonly Body?: AsyncIterable<Uint8Array> | Uint8Array | string;
}

/** Makes a client that acts with a session. */
export function s3As(cloud: Cloud, principal: RolePrincipal): S3Client {
  const get = async ({ bucket, key }: S3Location): Promise<Readable> => {
    const { Body } = await cloud.call<ObjectAnswer>(
      's3',
      'GetObject',
      { Bucket: bucket, Key: key },
      principal,
    );
    if (Body === undefined) return Readable.from([]);
    return typeof Body === 'string' || Body instanceof Uint8Array
      ? Readable.from([Buffer.from(Body)])
      : Readable.from(Body);
  };
  return {
    list: (prefix) => listAll(cloud, principal, prefix),
    read: async (location) => {
      const chunks: Buffer[] = [];
      for await (const chunk of await get(location)) chunks.push(Buffer.from(chunk as Uint8Array));
      return Buffer.concat(chunks);
    },
    download: async (location, file) => {
      await mkdir(dirname(file), { recursive: true });
      await pipeline(await get(location), createWriteStream(file));
    },
    write: async ({ bucket, key }, body, options = {}) => {
      const encryption = options.kmsKeyId
        ? { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: options.kmsKeyId }
        : {};
      await cloud.call(
        's3',
        'PutObject',
        { Bucket: bucket, Key: key, Body: body, ...encryption },
        principal,
      );
    },
  };
}

async function listAll(
  cloud: Cloud,
  principal: RolePrincipal,
  { bucket, key }: S3Location,
): Promise<S3Location[]> {
  const found: S3Location[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await cloud.call<{
      Contents?: readonly { Key: string }[];
      NextContinuationToken?: string;
    }>(
      's3',
      'ListObjectsV2',
      { Bucket: bucket, Prefix: key, ...(ContinuationToken ? { ContinuationToken } : {}) },
      principal,
    );
    found.push(...(page.Contents ?? []).map(({ Key }) => ({ bucket, key: Key })));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken);
  return found;
}
