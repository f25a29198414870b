import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CopyObjectCommand, DeleteObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LARGEST_ROW } from '../../../../local/services/s3/body-rows.ts';
import { s3Cloud } from './support.ts';
import type { S3Cloud } from './support.ts';

let cloud: S3Cloud;
beforeAll(async () => {
  cloud = await s3Cloud();
});
afterAll(() => cloud.stop());

const SIZES = [0, 1, LARGEST_ROW - 1, LARGEST_ROW, LARGEST_ROW + 1, 3 * LARGEST_ROW];

async function read(Bucket: string, Key: string, Range?: string): Promise<Buffer> {
  const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket, Key, Range }));
  return Buffer.from(await Body!.transformToByteArray());
}

/** Names of the bodies that are kept, in the store and in files. */
function kept(): { rows: number; files: number } {
  const { db, dataDir } = cloud.running.cloud;
  const rows = db.get<{ n: number }>('SELECT COUNT(*) AS n FROM s3_bodies')!.n;
  const all = readdirSync(join(dataDir, 's3'), { recursive: true, withFileTypes: true });
  return { rows, files: all.filter((entry) => entry.isFile()).length };
}

test('a body is the same whether it lies in the store or in a file, whole, in part and copied', async () => {
  const Bucket = await cloud.aBucket();
  for (const size of SIZES) {
    const body = Buffer.from(Array.from({ length: size }, (_, index) => (index * 31) % 251));
    const Key = `of-${size}`;
    await cloud.put(Bucket, Key, body);
    const CopySource = `${Bucket}/${Key}`;
    await cloud.s3.send(new CopyObjectCommand({ Bucket, Key: `${Key}-copy`, CopySource }));
    expect((await read(Bucket, Key)).equals(body), Key).toBe(true);
    expect((await read(Bucket, `${Key}-copy`)).equals(body), `${Key} copied`).toBe(true);
    if (size === 0) continue;
    const end = Math.floor(size / 2);
    expect((await read(Bucket, Key, `bytes=0-${end}`)).equals(body.subarray(0, end + 1))).toBe(
      true,
    );
  }
});

test('what was deleted leaves neither a row nor a file', async () => {
  const Bucket = await cloud.aBucket();
  await cloud.put(Bucket, 'stays', Buffer.alloc(LARGEST_ROW + 1));
  const before = kept();
  await cloud.put(Bucket, 'small', Buffer.alloc(10));
  await cloud.put(Bucket, 'large', Buffer.alloc(LARGEST_ROW + 1));
  expect(kept()).toEqual({ rows: before.rows + 1, files: before.files + 1 });
  for (const Key of ['small', 'large'])
    await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key }));
  await cloud.days(0);
  expect(kept()).toEqual(before);
});
