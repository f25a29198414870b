import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { uploadInParts } from '../../cli/aws/multipart-upload.ts';

const folder = mkdtempSync(join(tmpdir(), 'multipart-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytes = Buffer.from(Array.from({ length: 1003 }, (_, index) => index % 251));
const path = join(folder, 'x.csv');
writeFileSync(path, bytes);

interface Input {
  readonly PartNumber?: number;
  readonly Body?: Readable;
  readonly MultipartUpload?: { readonly Parts: readonly { PartNumber: number; ETag: string }[] };
}

/** An S3 that keeps parts, and fails so many times at each. */
class Bucket {
  readonly parts = new Map<number, Buffer>();
  readonly ended: string[] = [];
  tries = 0;
  whole = Buffer.alloc(0);

  constructor(private readonly failures: number) {}

  readonly send = async ({
    constructor,
    input,
  }: {
    constructor: { name: string };
    input: Input;
  }) => {
    if (constructor.name !== 'UploadPartCommand') return this.other(constructor.name, input);
    const attempt = (this.tries += 1);
    const pieces: Buffer[] = [];
    for await (const piece of input.Body!) pieces.push(piece as Buffer);
    if (attempt <= this.failures) throw new TypeError('the connection was reset');
    const body = Buffer.concat(pieces);
    this.parts.set(input.PartNumber!, body);
    return { ETag: createHash('md5').update(body).digest('hex') };
  };

  private other(name: string, { MultipartUpload }: Input) {
    this.ended.push(name);
    const parts = MultipartUpload?.Parts ?? [];
    this.whole = Buffer.concat(parts.map(({ PartNumber }) => this.parts.get(PartNumber)!));
    return { UploadId: 'u', VersionId: 'v1' };
  }
}

type Client = Parameters<typeof uploadInParts>[0];
const file = { Bucket: 'landing', Key: 'k', path, bytes: bytes.length };

test('a file goes in parts, which become it in their order, and it is told how far it is', async () => {
  const bucket = new Bucket(0);
  const told: number[] = [];
  const options = { partBytes: 100, tell: (sent: number) => told.push(sent) };
  expect(await uploadInParts(bucket as unknown as Client, file, options)).toBe('v1');
  expect(bucket.whole.equals(bytes)).toBe(true);
  expect(bucket.parts.size).toBe(11);
  expect(told.at(-1)).toBe(1003);
  expect(told).toHaveLength(11);
});

test('a part that fails is sent again from its beginning', async () => {
  const bucket = new Bucket(3);
  await uploadInParts(bucket as unknown as Client, file, { partBytes: 300 });
  expect([bucket.whole.equals(bytes), bucket.tries]).toEqual([true, 7]);
});

test('parts grow where there would be more than S3 takes', async () => {
  const bucket = new Bucket(0);
  await uploadInParts(bucket as unknown as Client, { ...file, bytes: 1003 }, { partBytes: 0.01 });
  expect(bucket.parts.size).toBeLessThanOrEqual(10_000);
  expect(bucket.whole.equals(bytes)).toBe(true);
});

test('what fails for good leaves no parts behind', async () => {
  const bucket = new Bucket(1000);
  const sending = uploadInParts(bucket as unknown as Client, file, { partBytes: 300 });
  await expect(sending).rejects.toThrow('the connection was reset');
  expect(bucket.ended).toEqual(['CreateMultipartUploadCommand', 'AbortMultipartUploadCommand']);
});
