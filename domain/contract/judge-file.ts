import { hasCode } from '../errors.ts';
import { ByteScanner } from '../tabular/byte-scanner.ts';
import { FileJudge, momentOf } from './file-judge.ts';
import type { BytesJudge } from './bytes-judge.ts';
import type { DataContract } from '../definition/data-contract.ts';
import type { FileVerdict, RowSinks } from './file-judge.ts';

/** Verdict on a file as it was sent, which may be no CSV at all. */
export type SentFileVerdict = Omit<FileVerdict, 'code'> & { readonly code: string };

/** What a file is judged by. */
export interface FileTerms {
  readonly contract: DataContract;
  /** Makes the sinks, which may want to know the judge of the rows. */
  readonly sinks: (rows: BytesJudge) => RowSinks;
  readonly now: Date;
  /** What is waited for after each piece of the file, so that sinks can pass on what they hold. */
  readonly settle?: () => Promise<void>;
}

/** Judges a file as it streams by, as the door does. Whatever is wrong with it ends as a verdict. */
export async function judgeFile(
  chunks: AsyncIterable<Uint8Array>,
  terms: FileTerms,
): Promise<SentFileVerdict> {
  const { contract, now } = terms;
  const sinks: RowSinks = {
    accept: (row) => made.accept(row),
    refuse: (problem) => made.refuse(problem),
  };
  const judge = new FileJudge(contract, sinks, momentOf(now));
  const made = terms.sinks(judge.rows);
  const broken = await scan(chunks, judge, terms);
  return { ...judge.verdict(), ...(broken && { status: 'refused' as const, ...broken }) };
}

interface Broken {
  readonly code: string;
  readonly reason: string;
}

async function scan(
  chunks: AsyncIterable<Uint8Array>,
  judge: FileJudge,
  { contract, settle }: FileTerms,
): Promise<Broken | undefined> {
  const scanner = new ByteScanner(judge.take, { delimiter: 'detect' });
  const limit = contract.limits.bytes;
  let size = 0;
  try {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > limit)
        return { code: 'TooLarge', reason: `split the file: it has more than ${limit} bytes` };
      scanner.push(chunk);
      await settle?.();
    }
    scanner.end();
    return undefined;
  } catch (error) {
    const found = brokenBy(error);
    if (found === undefined) throw error;
    return found;
  }
}

function brokenBy(error: unknown): Broken | undefined {
  const isCsv = hasCode(
    error,
    'NotUtf8',
    'QuoteNotClosed',
    'TextAfterQuote',
    'FieldTooLong',
    'TooManyColumns',
  );
  if (isCsv) return { code: error.code, reason: error.message };
  return isGzipError(error)
    ? { code: 'BrokenGzip', reason: 'pack the file again: its gzip data is damaged' }
    : undefined;
}

/** Whether whoever unpacks the chunks met damaged data: errors of zlib have such codes. */
function isGzipError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
