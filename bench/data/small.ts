/** Reads many small files in one process, as a warm function does. */
import { readFileSync } from 'node:fs';
import { storedProfile } from '../../domain/profile/stored-profile.ts';
import { summaryOf } from '../../domain/profile/column-summary.ts';
import { inMemory } from '../../domain/parquet/in-memory.ts';
import { readUpload } from '../../lambda/shared/admission/read-upload.ts';
import { taxiFare } from '../../pipelines/taxi-fare/pipeline.ts';
import type { ObjectWriter } from '../../domain/ports.ts';

/** What each file took, in milliseconds of the processor. */
export interface SmallFiles {
  readonly files: number;
  readonly rows: number;
  readonly accepted: number;
  /** Bytes of Parquet. */
  readonly written: number;
  readonly each: number;
}

/** The rows of a CSV as files of so many, each with the header. */
function split(table: string, rows: number): readonly Uint8Array[] {
  const [header = '', ...lines] = readFileSync(table, 'utf8').trimEnd().split('\n');
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < lines.length; from += rows) {
    pieces.push(Buffer.from([header, ...lines.slice(from, from + rows), ''].join('\n')));
  }
  return pieces;
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/**
 * Reads so many files of so many rows: judged, profiled, written, and the profile as it is stored and told.
 */
export async function readSmall(table: string, files: number, rows: number): Promise<SmallFiles> {
  const pieces = split(table, rows);
  const { contract } = taxiFare;
  let written = 0;
  const writer: ObjectWriter = {
    write: (bytes) => Promise.resolve(void (written += bytes.length)),
    end: () => Promise.resolve(),
    abort: () => Promise.resolve(),
  };
  let [accepted, from] = [0, process.cpuUsage()];
  const writers = { accepted: writer, quarantine: writer, pieceBytes: 1 << 27 };
  const warm = Math.min(200, Math.floor(files / 4));
  for (let file = 0; file < files + warm; file += 1) {
    if (file === warm) from = process.cpuUsage();
    const bytes = pieces[file % pieces.length]!;
    const stream = { chunks: once(bytes), ranges: inMemory(bytes) };
    const terms = { contract, now: new Date(), ...writers };
    const { verdict, profiles } = await readUpload(stream, terms);
    JSON.stringify([storedProfile(profiles), profiles.map(summaryOf)]);
    accepted += verdict.rows.accepted;
  }
  const { user, system } = process.cpuUsage(from);
  return { files, rows, accepted, written, each: (user + system) / 1000 / files };
}
