import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
} from '@aws-sdk/client-s3';
import type { CompletedPart, S3Client } from '@aws-sdk/client-s3';

/** An object that is written. */
export interface ObjectName {
  readonly Bucket: string;
  readonly Key: string;
}

/** A multipart upload that has begun. */
export interface BegunUpload extends ObjectName {
  readonly UploadId: string | undefined;
}

/**
 * Writes an object in parts. What does not come to its end leaves no parts behind. Answers the id of the
 * version.
 */
export async function inParts(
  client: Pick<S3Client, 'send'>,
  { Bucket, Key }: ObjectName,
  send: (upload: BegunUpload) => Promise<readonly CompletedPart[]>,
): Promise<string | undefined> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const upload = { Bucket, Key, UploadId };
  try {
    const MultipartUpload = { Parts: [...(await send(upload))] };
    const done = await client.send(
      new CompleteMultipartUploadCommand({ ...upload, MultipartUpload }),
    );
    return done.VersionId;
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand(upload));
    throw error;
  }
}
