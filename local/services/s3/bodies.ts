import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WholeBody } from '../../kernel/index.ts';
import type { Cloud, Delivery } from '../../kernel/index.ts';
import { LARGEST_ROW, dropRow, isRow, readRow, writeRow } from './body-rows.ts';
import { newChecksum } from './checksums/algorithms.ts';
import type { ChecksumAlgorithm } from './checksums/algorithms.ts';

/** Bytes that are read from a file at once. */
const CHUNK = 1024 * 1024;
/** Bytes that may wait for the disk while the next ones are measured. */
const WAITING = 8 * CHUNK;

/** A body that has come: a large one lies in a file, a small one waits for `keepBody`. */
export interface StoredBody {
  /** Name of its file below the bodies' folder, or the few bytes themselves. */
  readonly content: string | Buffer;
  readonly size: number;
  /** MD5 in hex, the ETag of an object that was put in one piece. */
  readonly md5: string;
  /** The checksums that were asked for, in base64. */
  readonly checksums: Partial<Record<ChecksumAlgorithm, string>>;
}

/** Anything a body can come as. */
export type BodySource = AsyncIterable<Uint8Array> | Uint8Array | string | undefined;

/** Takes a body and measures it on the way. It is there for good once `keepBody` was committed. */
export async function storeBody(
  source: BodySource,
  cloud: Cloud,
  algorithms: readonly ChecksumAlgorithm[] = [],
): Promise<StoredBody> {
  const meter = new Meter(algorithms);
  if (source instanceof WholeBody && source.bytes.length <= LARGEST_ROW) {
    meter.take(source.bytes);
    return { content: Buffer.from(source.bytes), ...meter.result() };
  }
  const chunks = measured(asChunks(source), meter);
  const first: Uint8Array[] = [];
  for await (const chunk of rest(chunks)) {
    first.push(chunk);
    if (meter.size > LARGEST_ROW) {
      const content = await writeFile(first, chunks, cloud);
      return { content, ...meter.result() };
    }
  }
  return { content: Buffer.concat(first), ...meter.result() };
}

/**
 * Puts a body where its name will be looked up, in the transaction that writes the name down. Returns
 * the name. A small one takes the number as its id, which no other body has or had.
 */
export function keepBody(
  { content }: Pick<StoredBody, 'content'>,
  id: number,
  cloud: Cloud,
): string {
  return typeof content === 'string' ? content : writeRow(id, content, cloud);
}

/** Gives up a body that came and that nothing will name. */
export function discard({ content }: Pick<StoredBody, 'content'>, cloud: Cloud): void {
  if (typeof content === 'string') dropFile(content, cloud);
}

/** Writes one body from the bodies of parts. */
export async function joinBodies(
  names: readonly string[],
  cloud: Cloud,
  algorithms: readonly ChecksumAlgorithm[] = [],
): Promise<StoredBody> {
  async function* parts() {
    for (const name of names) {
      if (isRow(name)) yield readRow(name, cloud);
      else yield* createReadStream(pathOf(name, cloud)) as AsyncIterable<Buffer>;
    }
  }
  return storeBody(parts(), cloud, algorithms);
}

/**
 * The bytes of a body, or a part of them (`end` inclusive). Small ones come whole; the
 * file of a larger one is opened at once, so it can be read to its end when the object is replaced.
 */
export function readBody(
  name: string,
  cloud: Cloud,
  range?: { readonly start: number; readonly end: number },
): AsyncIterable<Uint8Array> {
  if (isRow(name)) {
    const bytes = readRow(name, cloud);
    return new WholeBody(range ? bytes.subarray(range.start, range.end + 1) : bytes);
  }
  const fd = openSync(pathOf(name, cloud), 'r');
  return createReadStream('', { fd, ...range, highWaterMark: CHUNK });
}

/**
 * Removes bodies that no row names any more: small ones in the transaction that forgot them, files after
 * its commit.
 */
export function forgetBodies(names: readonly (string | null)[], cloud: Cloud): void {
  const present = names.filter((name) => name !== null);
  for (const name of present.filter(isRow)) dropRow(name, cloud);
  const files = present.filter((name) => !isRow(name));
  if (files.length > 0) cloud.outbox.send('s3.drop-bodies', { names: files });
}

/** Removes the files that `forgetBodies` told of. */
export function dropBodies({
  payload,
  cloud,
}: Delivery<{ readonly names: readonly string[] }>): void {
  for (const name of payload.names) dropFile(name, cloud);
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

  public result(): Omit<StoredBody, 'content'> {
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

async function* measured(
  chunks: AsyncIterable<Uint8Array>,
  meter: Meter,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    meter.take(chunk);
    yield chunk;
  }
}

/** What a generator still has; leaving the loop does not end it. */
function rest<T>(generator: AsyncGenerator<T>): AsyncIterable<T> {
  return { [Symbol.asyncIterator]: () => ({ next: () => generator.next() }) };
}

/** Writes a file of its own from what was read and what is to come. Resolves with its name. */
async function writeFile(
  first: readonly Uint8Array[],
  chunks: AsyncGenerator<Uint8Array>,
  cloud: Cloud,
): Promise<string> {
  const id = cloud.world.uuid();
  const name = `${id.slice(0, 2)}/${id}`;
  mkdirSync(dirname(pathOf(name, cloud)), { recursive: true });
  async function* whole() {
    yield* first;
    yield* chunks;
  }
  try {
    const file = createWriteStream(pathOf(name, cloud), { highWaterMark: WAITING });
    await pipeline(Readable.from(whole()), file);
  } catch (error) {
    dropFile(name, cloud);
    throw error;
  }
  return name;
}

/** A missing file is as good as removed. */
function dropFile(name: string, cloud: Cloud): void {
  rmSync(pathOf(name, cloud), { force: true });
}

function pathOf(name: string, cloud: Cloud): string {
  return join(cloud.dataDir, 's3', name);
}
