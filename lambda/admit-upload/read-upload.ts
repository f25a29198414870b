import { createHash } from 'node:crypto';
import { FileJudge, momentOf } from '../../domain/contract/file-judge.ts';
import { decodedKey } from '../../domain/contract/upload-key.ts';
import { hasCode } from '../../domain/errors.ts';
import { writeRow } from '../../domain/contract/row-writer.ts';
import { ByteScanner } from '../../domain/tabular/byte-scanner.ts';
import { ByteSink } from '../../domain/tabular/byte-sink.ts';
import { encodeUtf8 } from '../../domain/tabular/utf8.ts';
import { csvLine } from '../../domain/tabular/csv-writer.ts';
import type { FileVerdict, RowSinks } from '../../domain/contract/file-judge.ts';
import type { DataContract } from '../../domain/definition/data-contract.ts';
import type { ObjectStore, ObjectStream } from '../../domain/ports.ts';

/** What reading an upload came to. */
export interface ReadUpload {
  readonly verdict: Omit<FileVerdict, 'code'> & { readonly code: string };
  /** The accepted rows as canonical CSV with a header. */
  readonly accepted: Uint8Array;
  /** The refused rows, one JSON line per problem. */
  readonly quarantine: Uint8Array;
  /** SHA-256 of the file, unpacked. */
  readonly sha256: string;
}

/** Opens an object by its raw key, then by its decoded one; null when it is gone. */
export async function openUpload(
  landing: ObjectStore, key: string, versionId: string | undefined,
): Promise<ObjectStream | null> {
  const found = await landing.open(key, versionId);
  const decoded = decodedKey(key);
  return found ?? (decoded === null ? null : await landing.open(decoded, versionId));
}

/** Judges a file as it streams by. Whatever is wrong with it ends as a verdict. */
export async function readUpload(
  stream: ObjectStream, contract: DataContract, now: Date,
): Promise<ReadUpload> {
  const [accepted, quarantine] = [new ByteSink(), new ByteSink()];
  accepted.all(encodeUtf8(`${csvLine(contract.columns.map((column) => column.name))}\n`));
  const sinks: RowSinks = {
    accept: (row) => writeRow(row, accepted),
    refuse: (problem) => quarantine.all(encodeUtf8(`${JSON.stringify(problem)}\n`)),
  };
  const judge = new FileJudge(contract, sinks, momentOf(now));
  const hash = createHash('sha256');
  const broken = await scan(stream, judge, hash, contract.limits.bytes);
  const verdict = { ...judge.verdict(), ...(broken && { status: 'refused' as const, ...broken }) };
  return {
    verdict,
    accepted: accepted.bytes(),
    quarantine: quarantine.bytes(),
    sha256: hash.digest('hex'),
  };
}

type Broken = { readonly code: string; readonly reason: string };

async function scan(
  { chunks }: ObjectStream, judge: FileJudge, hash: ReturnType<typeof createHash>, limit: number,
): Promise<Broken | undefined> {
  const scanner = new ByteScanner(judge.take, { delimiter: 'detect' });
  let size = 0;
  try {
    for await (const chunk of chunks) {
      hash.update(chunk);
      size += chunk.length;
      if (size > limit) return { code: 'TooLarge', reason: `split the file: it has more than ${limit} bytes` };
      scanner.push(chunk);
    }
    scanner.end();
    return undefined;
  } catch (error) {
    if (hasCode(error, 'NotUtf8', 'QuoteNotClosed', 'TextAfterQuote', 'FieldTooLong', 'TooManyColumns')) {
      return { code: error.code, reason: error.message };
    }
    if (isGzipError(error)) return { code: 'BrokenGzip', reason: 'pack the file again: its gzip data is damaged' };
    throw error;
  }
}

function isGzipError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
