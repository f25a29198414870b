import { createHash } from 'node:crypto';
import { judgeFile } from '../../domain/contract/judge-file.ts';
import { writeRow } from '../../domain/contract/row-writer.ts';
import { decodedKey } from '../../domain/contract/upload-key.ts';
import { ByteSink } from '../../domain/tabular/byte-sink.ts';
import { csvLine } from '../../domain/tabular/csv-writer.ts';
import { encodeUtf8 } from '../../domain/tabular/utf8.ts';
import type { Hash } from 'node:crypto';
import type { RowSinks } from '../../domain/contract/file-judge.ts';
import type { SentFileVerdict } from '../../domain/contract/judge-file.ts';
import type { DataContract } from '../../domain/definition/data-contract.ts';
import type { ObjectStore, ObjectStream } from '../../domain/ports.ts';

/** What reading an upload came to. */
export interface ReadUpload {
  readonly verdict: SentFileVerdict;
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
  const hash = createHash('sha256');
  const verdict = await judgeFile(hashed(stream.chunks, hash), { contract, sinks, now });
  return {
    verdict,
    accepted: accepted.bytes(),
    quarantine: quarantine.bytes(),
    sha256: hash.digest('hex'),
  };
}

async function* hashed(chunks: AsyncIterable<Uint8Array>, hash: Hash): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}
