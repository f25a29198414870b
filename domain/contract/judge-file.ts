import { DomainError, hasCode } from '../errors.ts';
import { formatOf } from '../tabular/file-format.ts';
import { Headed } from '../tabular/headed.ts';
import { transcoderOf } from '../tabular/transcode.ts';
import { FileJudge, momentOf } from './file-judge.ts';
import { judgeParquet } from './judge-parquet.ts';
import { scannerOf } from './scanner-of.ts';
import type { DataContract } from '../definition/data-contract.ts';
import type { RangeSource } from '../parquet/parquet-file.ts';
import type { BytesJudge } from './bytes-judge.ts';
import type { RowSinks } from './file-judge.ts';
import type { FileVerdict } from './file-verdict.ts';

/** Verdict on a file as it was sent, which may be no table at all. */
export type SentFileVerdict = Omit<FileVerdict, 'code'> & { readonly code: string };

/** A file as it was sent. */
export interface SentFile {
  /** Its bytes, unpacked where it is gzip. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** The file as it is, to be read in any order; Parquet is read so. @default - Parquet is refused */
  readonly ranges?: RangeSource;
}

/** What a file is judged by. */
export interface FileTerms {
  readonly contract: DataContract;
  /** Makes the sinks, which may want to know the judge of the rows. */
  readonly sinks: (rows: BytesJudge) => RowSinks;
  readonly now: Date;
  /** What is waited for after each piece of the file, so that sinks can pass on what they hold. */
  readonly settle?: () => Promise<void>;
}

/**
 * Judges a file as it streams by, as the door does: CSV, JSON Lines or Parquet, told by its first bytes.
 * Whatever is wrong with it ends as a verdict.
 */
export async function judgeFile(file: SentFile, terms: FileTerms): Promise<SentFileVerdict> {
  const { contract, now } = terms;
  const sinks: RowSinks = {
    accept: (row) => made.accept(row),
    refuse: (problem) => made.refuse(problem),
  };
  const judge = new FileJudge(contract, sinks, momentOf(now));
  const made = terms.sinks(judge.rows);
  const broken = await attempt(() => feed(file, judge, terms));
  return { ...judge.verdict(), ...(broken && { status: 'refused' as const, ...broken }) };
}

async function feed(file: SentFile, judge: FileJudge, terms: FileTerms): Promise<void> {
  const { contract, settle } = terms;
  const limit = contract.limits.bytes;
  const pieces = new Headed(file.chunks);
  const head = await pieces.head();
  if (formatOf(head) === 'parquet') {
    await pieces.close();
    return await judgeParquet(file, judge, terms);
  }
  const encoding = contract.encoding ?? 'utf-8';
  const scanner = scannerOf(formatOf(transcoderOf(encoding, head).take(head)), judge, contract);
  const transcoder = transcoderOf(encoding, head);
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > limit) {
      throw new DomainError('TooLarge', `split the file: it has more than ${limit} bytes`);
    }
    scanner.push(transcoder.take(piece));
    await settle?.();
  }
  scanner.push(transcoder.end());
  scanner.end();
}

interface Broken {
  readonly code: string;
  readonly reason: string;
}

/** What makes a file none that can be read, as opposed to one with bad rows. */
const FAULTS = [
  'NotUtf8',
  'OtherFormat',
  'TooLarge',
  'QuoteNotClosed',
  'TextAfterQuote',
  'FieldTooLong',
  'TooManyColumns',
  'BrokenParquet',
  'GroupTooLarge',
  'NestedValue',
] as const;

async function attempt(read: () => Promise<void>): Promise<Broken | undefined> {
  try {
    await read();
    return undefined;
  } catch (error) {
    if (hasCode(error, ...FAULTS)) return { code: error.code, reason: error.message };
    if (!isGzipError(error)) throw error;
    return { code: 'BrokenGzip', reason: 'pack the file again: its gzip data is damaged' };
  }
}

/** Whether whoever unpacks the chunks met damaged data: errors of zlib have such codes. */
function isGzipError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
