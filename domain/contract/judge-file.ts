import { DomainError } from '../errors.ts';
import { formatOf } from '../tabular/file-format.ts';
import { Headed } from '../tabular/headed.ts';
import { transcoderOf } from '../tabular/transcode.ts';
import { faultOf } from './file-fault.ts';
import { FileJudge, momentOf } from './file-judge.ts';
import { judgeParquet } from './judge-parquet.ts';
import { scannerOf } from './scanner-of.ts';
import type { DataContract } from '../definition/data-contract.ts';
import type { RangeSource } from '../parquet/parquet-file.ts';
import type { BytesJudge } from './bytes-judge.ts';
import type { FileFault } from './file-fault.ts';
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
  /** Bytes up to which the file is read, and why not further. @default - the contract's limit alone */
  readonly whole?: WholeFileLimit;
}

/** How much of a file is read that has to be read as a whole. */
export interface WholeFileLimit {
  /** Bytes, unpacked. */
  readonly bytes: number;
  /** What to do with a file that has more. */
  readonly advice: string;
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
  const fault = await faultOf(() => feed(file, judge, terms));
  return withFault(judge.verdict(), fault);
}

/** The verdict on a file that could not be read to its end, or could. */
export function withFault(verdict: FileVerdict, fault: FileFault | undefined): SentFileVerdict {
  return { ...verdict, ...(fault && { status: 'refused' as const, ...fault }) };
}

async function feed(file: SentFile, judge: FileJudge, terms: FileTerms): Promise<void> {
  const { contract, settle, whole } = terms;
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
    if (whole !== undefined && size > whole.bytes) throw new DomainError('NotDivisible', whole.advice);
    scanner.push(transcoder.take(piece));
    await settle?.();
  }
  scanner.push(transcoder.end());
  scanner.end();
}
