import { createHash } from 'node:crypto';
import { FileJudge } from '../../domain/contract/file-judge.ts';
import { decodedKey } from '../../domain/contract/upload-key.ts';
import { hasCode } from '../../domain/errors.ts';
import { CsvScanner } from '../../domain/tabular/csv-scanner.ts';
import { csvLine } from '../../domain/tabular/csv-writer.ts';
import type { FileVerdict } from '../../domain/contract/file-judge.ts';
import type { DataContract } from '../../domain/definition/data-contract.ts';
import type { ObjectStore, ObjectStream } from '../../domain/ports.ts';

/** What reading an upload came to. */
export interface ReadUpload {
  readonly verdict: Omit<FileVerdict, 'code'> & { readonly code: string };
  /** The accepted rows as canonical CSV with a header. */
  readonly accepted: string;
  /** The refused rows, one JSON line per problem. */
  readonly quarantine: string;
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
  const accepted = [csvLine(contract.columns.map((column) => column.name))];
  const quarantine: string[] = [];
  const sinks = {
    accept: (values: readonly string[]) => void accepted.push(csvLine(values)),
    refuse: (problem: object) => void quarantine.push(JSON.stringify(problem)),
  };
  // A day of grace: clocks and time zones of uploaders differ.
  const judge = new FileJudge(contract, sinks, { latestTime: now.getTime() / 1000 + 86_400 });
  const hash = createHash('sha256');
  const broken = await scan(stream, judge, hash, contract.limits.bytes);
  const verdict = { ...judge.verdict(), ...(broken && { status: 'refused' as const, ...broken }) };
  return {
    verdict,
    accepted: `${accepted.join('\n')}\n`,
    quarantine: quarantine.map((line) => `${line}\n`).join(''),
    sha256: hash.digest('hex'),
  };
}

type Broken = { readonly code: string; readonly reason: string };

async function scan(
  { chunks }: ObjectStream, judge: FileJudge, hash: ReturnType<typeof createHash>, limit: number,
): Promise<Broken | undefined> {
  const scanner = new CsvScanner(judge.take, { delimiter: 'detect' });
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
