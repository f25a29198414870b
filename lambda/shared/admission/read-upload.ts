import { createHash } from 'node:crypto';
import { judgeFile } from '../../../domain/contract/judge-file.ts';
import { decodedKey } from '../../../domain/contract/upload-key.ts';
import { ParquetWriter } from '../../../domain/parquet/parquet-writer.ts';
import { RowProfiler } from '../../../domain/profile/row-profiler.ts';
import { ByteSink } from '../../../domain/tabular/byte-sink.ts';
import { encodeUtf8 } from '../../../domain/tabular/utf8.ts';
import type { BytesJudge } from '../../../domain/contract/bytes-judge.ts';
import type { RowSinks } from '../../../domain/contract/file-judge.ts';
import type { SentFile, SentFileVerdict } from '../../../domain/contract/judge-file.ts';
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
  /** SHA-256 of the file, unpacked; of Parquet, of what was read. */
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
}

/** Bytes that are held before they are passed on. */
const HELD_BYTES = 1 << 20;

/** Opens an object by its raw key, then by its decoded one; null when it is gone. */
export async function openUpload(
  landing: ObjectStore, key: string, versionId: string | undefined,
): Promise<ObjectStream | null> {
  const found = await landing.open(key, versionId);
  const decoded = decodedKey(key);
  return found ?? (decoded === null ? null : await landing.open(decoded, versionId));
}

/**
 * Judges, profiles and writes a file as it streams by, in memory that does not grow with it. Whatever is
 * wrong with it ends as a verdict.
 */
export async function readUpload(stream: StoredFile, terms: ReadingTerms): Promise<ReadUpload> {
  const { contract, now, accepted, quarantine } = terms;
  const passing = new Passing(contract);
  const pass = async (least: number): Promise<void> => {
    if (passing.rows.size >= least) await accepted.write(passing.rows.take());
    if (passing.refused.size >= least) await quarantine.write(passing.refused.take());
  };
  const file = new HashedFile(stream);
  const verdict = await judgeFile(file, {
    contract, now, sinks: (rows) => passing.sinks(rows), settle: () => pass(HELD_BYTES),
  });
  const profiles = passing.end();
  await pass(1);
  return { verdict, profiles, hasQuarantine: passing.hasRefused, sha256: file.sha256 };
}

/** What of an upload is between its judge and the lake. */
class Passing {
  readonly rows = new ByteSink();
  readonly refused = new ByteSink();
  hasRefused = false;
  private writer: ParquetWriter | undefined;
  private profiler: RowProfiler | undefined;

  constructor(private readonly contract: DataContract) {}

  sinks(judge: BytesJudge): RowSinks {
    const { columns } = this.contract;
    const writer = new ParquetWriter(columns, judge, (bytes) => this.rows.all(bytes));
    const profiler = new RowProfiler(columns, judge);
    [this.writer, this.profiler] = [writer, profiler];
    return {
      accept: (row) => {
        writer.take(row);
        profiler.take(row);
      },
      refuse: (problem) => {
        this.hasRefused = true;
        this.refused.all(encodeUtf8(`${JSON.stringify(problem)}\n`));
      },
    };
  }

  end(): readonly ColumnProfile[] {
    this.writer?.end();
    return this.profiler?.result() ?? [];
  }
}

/**
 * A file whose bytes are hashed as they are read. Of one that is read in any order, only what is read so
 * counts: how much of its beginning came before, nobody can say.
 */
class HashedFile implements SentFile {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly ranges: RangeSource;
  private hash = createHash('sha256');
  private isInOrder = true;

  constructor({ chunks, ranges }: StoredFile) {
    this.chunks = this.passed(chunks);
    this.ranges = { size: ranges.size, read: (from, to) => this.read(ranges, from, to) };
  }

  get sha256(): string {
    return this.hash.digest('hex');
  }

  private async *passed(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const chunk of chunks) {
      this.hash.update(chunk);
      yield chunk;
    }
  }

  private async read(ranges: RangeSource, from: number, to: number): Promise<Uint8Array> {
    if (this.isInOrder) this.hash = createHash('sha256');
    this.isInOrder = false;
    const bytes = await ranges.read(from, to);
    this.hash.update(bytes);
    return bytes;
  }
}
