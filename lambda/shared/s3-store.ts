import { Readable } from 'node:stream';
import { createGunzip, gunzipSync } from 'node:zlib';
import {
  CopyObjectCommand,
  DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, NoSuchKey, PutObjectCommand, S3Client,
} from '@aws-sdk/client-s3';
import { LambdaError } from '../errors.ts';
import { S3Writer } from './s3-writer.ts';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import type { ObjectRange, ObjectStore } from '../../domain/ports.ts';

const client = new S3Client({});

/**
 * The objects of one bucket of S3. What is gzip by its first bytes, whatever its name, is read
 * unpacked.
 */
export function s3Store(bucket: string, s3: Pick<S3Client, 'send'> = client): ObjectStore {
  const get = async (key: string, versionId?: string): Promise<GetObjectCommandOutput | null> => {
    try {
      return await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
    } catch (error) {
      if (error instanceof NoSuchKey || isNamed(error, 'NoSuchKey', 'NoSuchVersion', 'NotFound')) return null;
      throw error;
    }
  };
  return {
    find: async (key) => {
      const bytes = await (await get(key))?.Body?.transformToByteArray();
      return bytes === undefined ? null : unpacked(bytes);
    },
    open: async (key, versionId) => {
      const object = await get(key, versionId);
      if (object?.Body === undefined) return null;
      const { ContentLength: size = 0, VersionId = versionId } = object;
      return {
        size,
        close: () => (object.Body as Readable).destroy(),
        chunks: unpackedChunks(object.Body as Readable),
        ranges: {
          size,
          read: async (from, to) => {
            const range = { Range: `bytes=${from}-${to - 1}`, VersionId };
            const part = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...range }));
            return await part.Body!.transformToByteArray();
          },
        },
      };
    },
    range: (key, range) => rangeOf(s3, { Bucket: bucket, Key: key, ...range }),
    copy: async (from, to) => {
      const CopySource = `${bucket}/${from.split('/').map(encodeURIComponent).join('/')}`;
      await s3.send(new CopyObjectCommand({ Bucket: bucket, Key: to, CopySource }));
    },
    write: async (key, body) => {
      const put = { Bucket: bucket, Key: key, Body: body, ContentType: contentType(key) };
      await s3.send(new PutObjectCommand(put));
    },
    create: (key) => new S3Writer(s3, { Bucket: bucket, Key: key, ContentType: contentType(key) }),
    remove: async (key) => {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    list: async (prefix, after) => {
      const keys: string[] = [];
      for (let token: string | undefined, more = true; more;) {
        const page = await s3.send(new ListObjectsV2Command({
          Bucket: bucket, Prefix: prefix, StartAfter: after, ContinuationToken: token,
        }));
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) keys.push(Key);
        token = page.NextContinuationToken;
        more = token !== undefined;
      }
      return keys;
    },
  };
}

async function* rangeOf(
  s3: Pick<S3Client, 'send'>,
  { from, to, versionId: VersionId, ...object }: ObjectRange & Readonly<Record<'Bucket' | 'Key', string>>,
): AsyncIterable<Uint8Array> {
  if (to <= from) return;
  const Range = `bytes=${from}-${to - 1}`;
  const part = await s3.send(new GetObjectCommand({ ...object, VersionId, Range }));
  yield* part.Body as Readable;
}

/** Reads JSON that has to be there. @throws LambdaError `ObjectMissing` */
export async function readJson(store: ObjectStore, key: string): Promise<unknown> {
  return JSON.parse(await readText(store, key));
}

/** Reads text that has to be there. @throws LambdaError `ObjectMissing` */
export async function readText(store: ObjectStore, key: string): Promise<string> {
  const bytes = await store.find(key);
  if (bytes === null) throw new LambdaError('ObjectMissing', `write '${key}' first, or look why it was not written`);
  return new TextDecoder().decode(bytes);
}

/** Writes a value as JSON. */
export async function writeJson(store: ObjectStore, key: string, value: unknown): Promise<void> {
  await store.write(key, JSON.stringify(value));
}

function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function unpacked(bytes: Uint8Array): Uint8Array {
  return isGzip(bytes) ? gunzipSync(bytes) : bytes;
}

async function* unpackedChunks(source: Readable): AsyncIterable<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  let head: Uint8Array = new Uint8Array();
  while (head.length < 2) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  if (head.length === 0) return;
  const all = (async function* () {
    yield head;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
  yield* isGzip(head) ? Readable.from(all, { objectMode: false }).pipe(createGunzip()) : all;
}

/** By the name's end; Parquet's is registered with IANA. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  html: 'text/html; charset=utf-8',
  jsonl: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
};

function contentType(key: string): string {
  return CONTENT_TYPES[key.slice(key.lastIndexOf('.') + 1)] ?? 'application/json';
}
