import { judgeFile } from '../../../domain/contract/judge-file.ts';
import { decodedKey } from '../../../domain/contract/upload-key.ts';
import { ContentHash } from './content-hash.ts';
import { PassingRows } from './passing-rows.ts';
import type { SentFile, SentFileVerdict, WholeFileLimit } from '../../../domain/contract/judge-file.ts';
import type { DataContract } from '../../../domain/definition/data-contract.ts';
import type { ObjectStore, ObjectStream, ObjectWriter } from '../../../domain/ports.ts';
import type { RangeSource } from '../../../domain/parquet/parquet-file.ts';
import type { ColumnProfile } from '../../../domain/profile/column-profile.ts';

/** What reading an upload came to. */
export interface ReadUpload {
  readonly verdict: SentFileVerdict;
  /** What is known of the accepted rows, by column. */
  readonly profiles: readonly ColumnProfile[];
  /** Were rows refused, so that there is a quarantine? */
  readonly hasQuarantine: boolean;
  /** Hash of the content, unpacked; of Parquet, of what was read. */
  readonly sha256: string;
}

/** An object as far as it is read here. */
type StoredFile = Pick<ObjectStream, 'chunks' | 'ranges'>;

/** What an upload is read by, and where its rows go while it is read. */
export interface ReadingTerms {
  readonly contract: DataContract;
  readonly now: Date;
  /** The accepted rows as Parquet; whoever asked for the reading ends it. */
  readonly accepted: ObjectWriter;
  /** The refused rows, one JSON line per problem. */
  readonly quarantine: ObjectWriter;
  /** Bytes of the pieces that contents are hashed by. */
  readonly pieceBytes: number;
  /** How much is read of a file that cannot be judged in pieces. @default - as much as the contract allows */
  readonly whole?: WholeFileLimit | undefined;
}

/** An object that was opened, by the key that it has. */
export interface OpenedUpload extends ObjectStream {
  readonly key: string;
}

/** Opens an object by its raw key, then by its decoded one; null when it is gone. */
export async function openUpload(
  landing: ObjectStore, key: string, versionId: string | undefined,
): Promise<OpenedUpload | null> {
  const decoded = decodedKey(key);
  for (const name of decoded === null ? [key] : [key, decoded]) {
    const found = await landing.open(name, versionId);
    if (found !== null) return { ...found, key: name };
  }
  return null;
}

/**
 * Judges, profiles and writes a file as it streams by, in memory that does not grow with it. Whatever is
 * wrong with it ends as a verdict.
 */
export async function readUpload(stream: StoredFile, terms: ReadingTerms): Promise<ReadUpload> {
  const { contract, now, accepted, quarantine } = terms;
  const passing = new PassingRows(contract, { accepted, quarantine });
  const file = new HashedFile(stream, terms.pieceBytes);
  const verdict = await judgeFile(file, {
    contract, now, whole: terms.whole, sinks: passing.sinks, settle: passing.settle,
  });
  const profiles = await passing.end();
  return { verdict, profiles, hasQuarantine: passing.hasRefused, sha256: file.sha256 };
}

/**
 * A file whose bytes are hashed as they are read. Of one that is read in any order, only what is read so
 * counts: how much of its beginning came before, nobody can say.
 */
class HashedFile implements SentFile {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly ranges: RangeSource;
  private hash: ContentHash;
  private isInOrder = true;

  constructor({ chunks, ranges }: StoredFile, private readonly pieceBytes: number) {
    this.hash = new ContentHash(pieceBytes);
    this.chunks = this.passed(chunks);
    this.ranges = { size: ranges.size, read: (from, to) => this.read(ranges, from, to) };
  }

  get sha256(): string {
    return this.hash.digest();
  }

  private async *passed(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const chunk of chunks) {
      this.hash.update(chunk);
      yield chunk;
    }
  }

  private async read(ranges: RangeSource, from: number, to: number): Promise<Uint8Array> {
    if (this.isInOrder) this.hash = new ContentHash(this.pieceBytes);
    this.isInOrder = false;
    const bytes = await ranges.read(from, to);
    this.hash.update(bytes);
    return bytes;
  }
}
