import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { ByteSink } from '../../domain/tabular/byte-sink.ts';
import type { CompletedPart, S3Client } from '@aws-sdk/client-s3';
import type { ObjectWriter } from '../../domain/ports.ts';

/** Where an object is written to. */
export interface ObjectTarget {
  readonly Bucket: string;
  readonly Key: string;
  readonly ContentType: string;
}

/** Bytes of a part; S3 wants 5 MiB at least, and 10,000 parts at most: this reaches 80 GB. */
export const PART_BYTES = 8 << 20;

/**
 * Writes an object in parts, of which one is in memory. What fits into one part is put at once. S3
 * shows an object of several parts when they are completed, not before.
 */
export class S3Writer implements ObjectWriter {
  private readonly held = new ByteSink();
  private readonly parts: CompletedPart[] = [];
  private uploadId: string | undefined;

  constructor(
    private readonly s3: Pick<S3Client, 'send'>,
    private readonly target: ObjectTarget,
  ) {}

  public async write(bytes: Uint8Array): Promise<void> {
    this.held.all(bytes);
    if (this.held.size >= PART_BYTES) await this.part();
  }

  public async end(): Promise<void> {
    const { s3, target } = this;
    if (this.uploadId === undefined) {
      await s3.send(new PutObjectCommand({ ...target, Body: this.held.take() }));
      return;
    }
    if (this.held.size > 0) await this.part();
    const { Bucket, Key } = target;
    const MultipartUpload = { Parts: this.parts };
    await s3.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId: this.uploadId, MultipartUpload }),
    );
  }

  public async abort(): Promise<void> {
    this.held.take();
    if (this.uploadId === undefined) return;
    const { Bucket, Key } = this.target;
    await this.s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: this.uploadId }));
  }

  private async part(): Promise<void> {
    const { s3, target } = this;
    const { Bucket, Key } = target;
    this.uploadId ??= (await s3.send(new CreateMultipartUploadCommand(target))).UploadId;
    const PartNumber = this.parts.length + 1;
    const Body = this.held.take();
    const { ETag } = await s3.send(
      new UploadPartCommand({ Bucket, Key, UploadId: this.uploadId, PartNumber, Body }),
    );
    this.parts.push({ PartNumber, ETag });
  }
}
