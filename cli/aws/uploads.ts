import { createReadStream } from 'node:fs';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Receipt } from '../../domain/contract/receipt.ts';
import { uploadIdOf } from '../../domain/contract/upload-key.ts';
import { landingKeys } from '../../domain/registry/object-keys.ts';
import type { UploadKind } from '../../domain/names.ts';
import type { Connection } from './connection.ts';
import { uploadInParts } from './multipart-upload.ts';
import type { FileToSend } from './multipart-upload.ts';

/** A file on its way into the landing bucket. */
export interface UploadFile {
  readonly bucket: string;
  readonly model: string;
  readonly kind: UploadKind;
  /** The last part of its key. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

/** A file that lies in the landing bucket. */
export interface SentUpload {
  readonly key: string;
  readonly uploadId: string;
  readonly receiptKey: string;
}

/** Bytes from which on a file is sent in parts; one request can have 5 GB. */
const IN_PARTS = 256 * 2 ** 20;

/** Streams a file to where uploads are admitted. */
export async function sendUpload(
  file: UploadFile,
  connection: Connection,
  tell?: (sent: number) => void,
): Promise<SentUpload> {
  const key = `uploads/${file.model}/${file.kind}/${file.name}`;
  const client = clientOf(connection);
  const target = { Bucket: file.bucket, Key: key };
  const VersionId =
    (file.bytes < IN_PARTS
      ? await sendWhole(client, { ...file, ...target })
      : await uploadInParts(client, { ...file, ...target }, { tell })) ?? 'null';
  return {
    key,
    uploadId: uploadIdOf(file.bucket, key, VersionId),
    receiptKey: landingKeys.receipt(file.model, file.kind, file.name),
  };
}

async function sendWhole(
  client: S3Client,
  { Bucket, Key, path, bytes: ContentLength }: FileToSend,
): Promise<string | undefined> {
  const Body = createReadStream(path);
  const { VersionId } = await client.send(
    new PutObjectCommand({ Bucket, Key, Body, ContentLength }),
  );
  return VersionId;
}

/** The receipt of just this upload, null while there is none. */
export async function findReceipt(
  Bucket: string,
  { receiptKey: Key, uploadId }: SentUpload,
  connection: Connection,
): Promise<Receipt | null> {
  try {
    const { Body } = await clientOf(connection).send(new GetObjectCommand({ Bucket, Key }));
    const receipt = Receipt.parse(JSON.parse(await Body!.transformToString()));
    return receipt.uploadId === uploadId ? receipt : null;
  } catch (error) {
    if (error instanceof NoSuchKey) return null;
    throw error;
  }
}

const clients = new WeakMap<Connection, S3Client>();

function clientOf(connection: Connection): S3Client {
  const { settings, endpoint } = connection;
  const forcePathStyle = endpoint !== undefined;
  const client = clients.get(connection) ?? new S3Client({ ...settings, forcePathStyle });
  clients.set(connection, client);
  return client;
}
