import { INFERENCE_ID } from '../contract/labels-contract.ts';
import { DomainError } from '../errors.ts';
import { memberOf } from './json-lines.ts';
import { rewriteCsv } from './rewrite-csv.ts';
import { rewriteJsonLines } from './rewrite-lines.ts';
import { rewriteParquet } from './rewrite-parquet.ts';
import { storedFormat } from './stored-format.ts';
import { noteLine } from './traces.ts';
import type { DataContract } from '../definition/data-contract.ts';
import type { UploadKind } from '../names.ts';
import type { Rewriting, StoredFile } from './rewriting.ts';
import type { Subject } from './subject.ts';
import type { Goes } from './table-row.ts';
import type { Traces } from './traces.ts';

/** An upload as it came, unpacked. */
export interface SentUpload extends StoredFile {
  readonly kind: UploadKind;
  readonly uploadId: string;
  readonly contract: DataContract;
}

/**
 * An upload without a person's rows. Rows stay on their lines, those of Parquet at their numbers:
 * quarantine and receipts name others by them. A file that cannot be read and has their key somewhere goes
 * as a whole.
 */
export async function uploadWithout(
  file: SentUpload,
  subject: Subject,
  traces: Traces,
): Promise<Rewriting | null> {
  try {
    return await rewritten(file, subject, traces);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return (await holds(file, subject)) ? { body: null, rows: 1 } : null;
  }
}

async function rewritten(
  file: SentUpload,
  subject: Subject,
  traces: Traces,
): Promise<Rewriting | null> {
  const isTheirs = noting(file, subject, traces);
  const goes: Goes = (row) => isTheirs((name) => row.value(name), row.line);
  const format = await storedFormat(file);
  if (format === 'parquet')
    return await rewriteParquet(file, goes, { keepRows: true, types: 'text' });
  if (format === 'json-lines') {
    return await rewriteJsonLines(
      file,
      (value, line) => (isTheirs((name) => memberOf(value, name), line) ? { goes: 1 } : null),
      { keepLines: true },
    );
  }
  const header = file.kind === 'data' ? file.contract.header : undefined;
  return await rewriteCsv(file, goes, { keepLines: true, header });
}

/** Whether a row is theirs, and the note of where it stands if so. */
function noting({ kind, uploadId }: SentUpload, subject: Subject, traces: Traces) {
  return (value: (name: string) => unknown, line: number): boolean => {
    if (kind === 'labels') return traces.inferenceIds.has(textOf(value(INFERENCE_ID)).trim());
    const isTheirs = subject.matches(textOf(value(subject.column)));
    if (isTheirs) noteLine(traces, uploadId, line);
    return isTheirs;
  };
}

/** Bytes of the end of a piece that are looked at again with the next one: no key is longer. */
const OVERLAP = 1 << 12;

/** Whether their key is anywhere in the bytes. */
async function holds(file: Pick<StoredFile, 'chunks'>, subject: Subject): Promise<boolean> {
  let tail: Uint8Array = new Uint8Array();
  for await (const chunk of file.chunks()) {
    const both = new Uint8Array(tail.length + chunk.length);
    both.set(tail);
    both.set(chunk, tail.length);
    if (subject.isIn(both)) return true;
    tail = both.slice(-OVERLAP);
  }
  return false;
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
