import { INFERENCE_ID } from '../contract/labels-contract.ts';
import { DomainError } from '../errors.ts';
import { ParquetFile } from '../parquet/parquet-file.ts';
import { encodeUtf8 } from '../tabular/utf8.ts';
import { jsonLinesWithout, memberOf } from './json-lines.ts';
import { csvWithout, isParquet } from './table-rows.ts';
import { noteLine } from './traces.ts';
import type { DataContract } from '../definition/data-contract.ts';
import type { UploadKind } from '../names.ts';
import type { Subject } from './subject.ts';
import type { Edit, Traces } from './traces.ts';

/** An upload as it came, unpacked. */
export interface SentFile {
  readonly bytes: Uint8Array;
  readonly kind: UploadKind;
  readonly uploadId: string;
  readonly contract: DataContract;
}

/**
 * An upload without a person's rows. Rows stay on their lines: quarantine and receipts name others by
 * them. Parquet is not written again: where it has a row of theirs, it goes as a whole. So does a file
 * that cannot be read and has their key somewhere.
 */
export async function uploadWithout(
  file: SentFile,
  subject: Subject,
  traces: Traces,
): Promise<Edit | null> {
  try {
    return isParquet(file.bytes)
      ? await parquetWithout(file, subject, traces)
      : textWithout(file, subject, traces);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return subject.isIn(file.bytes) ? { body: null, rows: 1 } : null;
  }
}

/** Whether a row is theirs, and the note of where it stands if so. */
function noting({ kind, uploadId }: SentFile, subject: Subject, traces: Traces) {
  return (value: (name: string) => unknown, line: number): boolean => {
    if (kind === 'labels') return traces.inferenceIds.has(textOf(value(INFERENCE_ID)).trim());
    const isTheirs = subject.matches(textOf(value(subject.column)));
    if (isTheirs) noteLine(traces, uploadId, line);
    return isTheirs;
  };
}

function textWithout(file: SentFile, subject: Subject, traces: Traces): Edit | null {
  const isTheirs = noting(file, subject, traces);
  if (isJsonLines(file.bytes)) {
    return jsonLinesWithout(
      file.bytes,
      (value, line) => (isTheirs((name) => memberOf(value, name), line) ? { goes: 1 } : null),
      { keepLines: true },
    );
  }
  const header = file.kind === 'data' ? file.contract.header : undefined;
  return csvWithout(file.bytes, (row) => isTheirs((name) => row.value(name), row.line), {
    keepLines: true,
    header,
  });
}

async function parquetWithout(
  file: SentFile,
  subject: Subject,
  traces: Traces,
): Promise<Edit | null> {
  const { bytes, kind } = file;
  const source = {
    size: bytes.length,
    read: (from: number, to: number) => Promise.resolve(bytes.subarray(from, to)),
  };
  const isTheirs = noting(file, subject, traces);
  const parquet = await ParquetFile.open(source);
  const name = kind === 'data' ? subject.column : INFERENCE_ID;
  if (!parquet.names.includes(name)) return null;
  let line = 0;
  let rows = 0;
  for (const [group, count] of parquet.groups.entries()) {
    const [column] = await parquet.read(group, [name]);
    for (let row = 0; row < count; row += 1) {
      line += 1;
      if (isTheirs(() => column?.textOf(row), line)) rows += 1;
    }
  }
  return rows === 0 ? null : { body: null, rows };
}

const BRACE = encodeUtf8('{')[0]!;

/** Whether the first byte that is no blank opens an object. */
function isJsonLines(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => byte > 32 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf);
  return first === BRACE;
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
