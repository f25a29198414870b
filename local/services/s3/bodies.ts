import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Cloud } from '../../kernel/index.ts';

/** Bytes up to which a body is written in one call. */
const SMALL_BODY = 1024 * 1024;

/** A body that lies in a file. */
export interface StoredBody {
  /** Name of the file below the bodies' folder. */
  readonly name: string;
  readonly size: number;
  /** MD5 in hex, the ETag of an object that was put in one piece. */
  readonly md5: string;
}

/** Anything a body can come as. */
export type BodySource = AsyncIterable<Uint8Array> | Uint8Array | string | undefined;

/** Writes a body to a file of its own and measures it on the way. */
export async function storeBody(source: BodySource, cloud: Cloud): Promise<StoredBody> {
  const name = newName(cloud);
  if (source === undefined || typeof source === 'string' || source instanceof Uint8Array) {
    return storeAtOnce(name, Buffer.from(source ?? ''), cloud);
  }
  const hash = createHash('md5');
  let size = 0;
  const first: Buffer[] = [];
  async function* measured() {
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  const chunks = measured();
  for (;;) {
    const next = await chunks.next();
    if (next.done) {
      const body = Buffer.concat(first);
      writeFileSync(pathOf(name, cloud), body);
      return { name, size, md5: hash.digest('hex') };
    }
    first.push(Buffer.from(next.value));
    if (size > SMALL_BODY) break;
  }
  async function* whole() {
    yield* first;
    yield* chunks;
  }
  await pipeline(Readable.from(whole()), createWriteStream(pathOf(name, cloud)));
  return { name, size, md5: hash.digest('hex') };
}

/** Writes one body from the bodies of parts. */
export async function joinBodies(names: readonly string[], cloud: Cloud): Promise<StoredBody> {
  async function* parts() {
    for (const name of names) yield* createReadStream(pathOf(name, cloud)) as AsyncIterable<Buffer>;
  }
  return storeBody(parts(), cloud);
}

/** The bytes of a body, or a part of them (`end` inclusive). Small ones come in one chunk. */
export function readBody(
  name: string,
  size: number,
  cloud: Cloud,
  range?: { readonly start: number; readonly end: number },
): AsyncIterable<Uint8Array> {
  if (size <= SMALL_BODY) {
    const bytes = readFileSync(pathOf(name, cloud));
    return Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]);
  }
  return createReadStream(pathOf(name, cloud), { ...range, highWaterMark: SMALL_BODY });
}

/** Removes a body; a missing one is as good as removed. */
export function dropBody(name: string | null, cloud: Cloud): void {
  if (name) rmSync(pathOf(name, cloud), { force: true });
}

function storeAtOnce(name: string, body: Buffer, cloud: Cloud): StoredBody {
  writeFileSync(pathOf(name, cloud), body);
  return { name, size: body.length, md5: createHash('md5').update(body).digest('hex') };
}

function newName(cloud: Cloud): string {
  const id = cloud.world.uuid();
  const folder = id.slice(0, 2);
  mkdirSync(join(cloud.dataDir, 's3', folder), { recursive: true });
  return `${folder}/${id}`;
}

function pathOf(name: string, cloud: Cloud): string {
  return join(cloud.dataDir, 's3', name);
}
