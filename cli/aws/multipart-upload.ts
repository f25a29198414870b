import { createReadStream } from 'node:fs';
import { UploadPartCommand } from '@aws-sdk/client-s3';
import type { CompletedPart, S3Client } from '@aws-sdk/client-s3';
import { inParts } from './in-parts.ts';
import type { BegunUpload, ObjectName } from './in-parts.ts';

/** A file and the object that it becomes. */
export interface FileToSend extends ObjectName {
  readonly path: string;
  readonly bytes: number;
}

/** How parts are cut, and who is told how far it is. */
export interface MultipartOptions {
  /** Smallest part, in bytes. @default - 64 MiB */
  readonly partBytes?: number;
  /** Is told how many bytes have been sent. @default - nobody is */
  readonly tell?: ((sent: number) => void) | undefined;
}

const PART_BYTES = 64 * 2 ** 20;

/** S3 user guide, "Amazon S3 multipart upload limits". */
const MOST_PARTS = 10_000;

const [AT_ONCE, ATTEMPTS] = [4, 4];

/**
 * Sends a file in parts, some at a time, each streamed from disk and tried again by itself. What does not
 * come to its end leaves no parts behind. Answers the id of the version.
 */
export async function uploadInParts(
  client: Pick<S3Client, 'send'>,
  file: FileToSend,
  options: MultipartOptions = {},
): Promise<string | undefined> {
  return await inParts(client, file, (upload) =>
    sendParts(client, { ...file, ...upload }, options),
  );
}

type PartsOf = FileToSend & BegunUpload;

async function sendParts(
  client: Pick<S3Client, 'send'>,
  file: PartsOf,
  { partBytes = PART_BYTES, tell }: MultipartOptions,
): Promise<readonly CompletedPart[]> {
  const size = Math.max(partBytes, Math.ceil(file.bytes / MOST_PARTS));
  const count = Math.ceil(file.bytes / size);
  const parts: CompletedPart[] = [];
  let [next, sent] = [0, 0];
  const worker = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      const range = { start: index * size, end: Math.min((index + 1) * size, file.bytes) };
      parts[index] = await sendPart(client, file, { ...range, PartNumber: index + 1 });
      sent += range.end - range.start;
      tell?.(sent);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return parts;
}

/** A stream can be sent once: the SDK cannot try again what it has read, so each attempt opens the file. */
async function sendPart(
  client: Pick<S3Client, 'send'>,
  { path, Bucket, Key, UploadId }: PartsOf,
  {
    start,
    end,
    PartNumber,
  }: { readonly start: number; readonly end: number; readonly PartNumber: number },
): Promise<CompletedPart> {
  for (let attempt = 1; ; attempt += 1) {
    const Body = createReadStream(path, { start, end: end - 1 });
    const part = { Bucket, Key, UploadId, PartNumber, Body, ContentLength: end - start };
    try {
      const { ETag } = await client.send(new UploadPartCommand(part));
      return { PartNumber, ETag };
    } catch (error) {
      Body.destroy();
      if (attempt === ATTEMPTS) throw error;
    }
  }
}
