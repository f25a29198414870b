import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Cloud, Delivery } from '../../kernel/index.ts';
import { newChecksum } from './checksums/algorithms.ts';
import type { ChecksumAlgorithm } from './checksums/algorithms.ts';

/** Bytes up to which a body is written in one call. */
const SMALL_BODY = 1024 * 1024;

/** A body that lies in a file. */
export interface StoredBody {
  /** Name of the file below the bodies' folder. */
  readonly name: string;
  readonly size: number;
  /** MD5 in hex, the ETag of an object that was put in one piece. */
  readonly md5: string;
  /** The checksums that were asked for, in base64. */
  readonly checksums: Partial<Record<ChecksumAlgorithm, string>>;
}

/** Anything a body can come as. */
export type BodySource = AsyncIterable<Uint8Array> | Uint8Array | string | undefined;

/** Writes a body to a file of its own and measures it on the way. */
export async function storeBody(
  source: BodySource,
  cloud: Cloud,
  algorithms: readonly ChecksumAlgorithm[] = [],
): Promise<StoredBody> {
  const name = newName(cloud);
  const meter = new Meter(algorithms);
  try {
    await write(name, asChunks(source), meter, cloud);
  } catch (error) {
    dropBody(name, cloud);
    throw error;
  }
  return { name, ...meter.result() };
}

/** Writes one body from the bodies of parts. */
export async function joinBodies(
  names: readonly string[],
  cloud: Cloud,
  algorithms: readonly ChecksumAlgorithm[] = [],
): Promise<StoredBody> {
  async function* parts() {
    for (const name of names) yield* createReadStream(pathOf(name, cloud)) as AsyncIterable<Buffer>;
  }
  return storeBody(parts(), cloud, algorithms);
}

/**
 * The bytes of a body, or a part of them (`end` inclusive). Small ones come in one chunk; the file
 * of a larger one is opened at once, so it can be read to its end when the object is replaced.
 */
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
  const fd = openSync(pathOf(name, cloud), 'r');
  return createReadStream('', { fd, ...range, highWaterMark: SMALL_BODY });
}

/** Removes a body at once: one that no committed row names. A missing one is as good as removed. */
export function dropBody(name: string, cloud: Cloud): void {
  rmSync(pathOf(name, cloud), { force: true });
}

/** Removes bodies after the transaction that forgot them has been committed. */
export function dropAfterCommit(names: readonly (string | null)[], cloud: Cloud): void {
  const present = names.filter((name) => name !== null);
  if (present.length > 0) cloud.outbox.send('s3.drop-bodies', { names: present });
}

/** Performs what `dropAfterCommit` asked for. */
export function dropBodies({
  payload,
  cloud,
}: Delivery<{ readonly names: readonly string[] }>): void {
  for (const name of payload.names) dropBody(name, cloud);
}

/** Counts and sums up the bytes that pass. */
class Meter {
  public size = 0;
  private readonly md5 = createHash('md5');
  private readonly running;

  constructor(algorithms: readonly ChecksumAlgorithm[]) {
    this.running = algorithms.map((name) => [name, newChecksum(name)] as const);
  }

  public take(chunk: Uint8Array): void {
    this.size += chunk.length;
    this.md5.update(chunk);
    for (const [, checksum] of this.running) checksum.update(chunk);
  }

  public result(): Omit<StoredBody, 'name'> {
    const checksums = Object.fromEntries(
      this.running.map(([name, checksum]) => [name, checksum.digest().toString('base64')]),
    );
    return { size: this.size, md5: this.md5.digest('hex'), checksums };
  }
}

async function* asChunks(source: BodySource): AsyncGenerator<Uint8Array> {
  if (source === undefined || source === '') return;
  if (typeof source === 'string') yield Buffer.from(source);
  else if (source instanceof Uint8Array) yield source;
  else yield* source;
}

/** Small bodies are written in one call, larger ones through a stream. */
async function write(
  name: string,
  chunks: AsyncGenerator<Uint8Array>,
  meter: Meter,
  cloud: Cloud,
): Promise<void> {
  const first: Uint8Array[] = [];
  for (;;) {
    const next = await chunks.next();
    if (next.done) return writeFileSync(pathOf(name, cloud), Buffer.concat(first));
    meter.take(next.value);
    first.push(next.value);
    if (meter.size > SMALL_BODY) break;
  }
  async function* whole() {
    yield* first;
    for await (const chunk of chunks) {
      meter.take(chunk);
      yield chunk;
    }
  }
  await pipeline(Readable.from(whole()), createWriteStream(pathOf(name, cloud)));
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
