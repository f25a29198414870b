/** Checks and profiles a table as the door does, keeping refused rows in a file, and accepted ones too. */
import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { judgeFile } from '../../domain/contract/judge-file.ts';
import { DataContract } from '../../domain/definition/data-contract.ts';
import { ParquetWriter } from '../../domain/parquet/parquet-writer.ts';
import { RowProfiler } from '../../domain/profile/row-profiler.ts';
import { ByteSink } from '../../domain/tabular/byte-sink.ts';
import { COLUMNS, RULES } from './table.mjs';
import type { SentFile } from '../../domain/contract/judge-file.ts';
import type { JudgedRow } from '../../domain/contract/judged-row.ts';
import type { ColumnProfile } from '../../domain/profile/column-profile.ts';

const CHUNK = 1 << 18;
const LINES_AT_ONCE = 500;
const HELD = 1 << 20;

/** What a run found: numbers that engines have to agree upon. */
export interface Found {
  readonly rows: number;
  readonly columns: Readonly<Record<string, readonly (number | null)[]>>;
}

/** Where refused and accepted rows go; accepted ones nowhere where there is no file for them. */
export interface Outputs {
  readonly quarantine: string;
  readonly accepted?: string;
}

/** Runs over a table. */
export async function run(table: string, { quarantine, accepted }: Outputs): Promise<Found> {
  const contract = DataContract.parse({
    columns: COLUMNS.map(({ sql: _sql, ...column }) => column),
    rules: RULES,
    limits: { rows: 10_000_000, bytes: 2_000_000_000 },
  });
  const refused = openSync(quarantine, 'w');
  const rows = accepted === undefined ? undefined : openSync(accepted, 'w');
  const held = new ByteSink();
  let lines: string[] = [];
  let profiler: RowProfiler | undefined;
  let writer: ParquetWriter | undefined;
  const flush = (least: number): void => {
    if (lines.length >= least) {
      writeSync(refused, lines.join(''));
      lines = [];
    }
    if (rows !== undefined && held.size >= (least > 1 ? HELD : 1)) writeSync(rows, held.take());
  };
  const verdict = await judgeFile(fileAt(table), {
    contract,
    now: new Date(),
    settle: () => Promise.resolve(flush(LINES_AT_ONCE)),
    sinks: (judge) => {
      const profile = (profiler = new RowProfiler(contract.columns, judge));
      const parquet = new ParquetWriter(contract.columns, judge, (bytes) => held.all(bytes));
      if (rows !== undefined) writer = parquet;
      const both = (row: JudgedRow): void => {
        profile.take(row);
        parquet.take(row);
      };
      return {
        accept: rows === undefined ? profile.take : both,
        refuse: (problem) => lines.push(`${JSON.stringify(problem)}\n`),
      };
    },
  });
  writer?.end();
  flush(1);
  closeSync(refused);
  if (rows !== undefined) closeSync(rows);
  return {
    rows: verdict.rows.accepted,
    columns: Object.fromEntries(
      profiler!.result().map((profile) => [profile.column.name, foundOf(profile)]),
    ),
  };
}

function foundOf(profile: ColumnProfile): readonly (number | null)[] {
  const { missing, distinct, moments, lengths, quantiles, frequent } = profile;
  return [
    missing,
    distinct?.estimate ?? null,
    moments?.smallest ?? lengths!.state().min,
    moments?.largest ?? lengths!.state().max,
    moments?.mean ?? lengths!.mean,
    quantiles?.quantiles([0.5])[0] ?? null,
    frequent?.top(1)[0]?.atLeast ?? null,
  ];
}

function fileAt(path: string): SentFile {
  const file = openSync(path, 'r');
  return {
    chunks: chunksOf(file),
    ranges: {
      size: statSync(path).size,
      read: (from, to) => {
        const bytes = new Uint8Array(to - from);
        readSync(file, bytes, 0, bytes.length, from);
        return Promise.resolve(bytes);
      },
    },
  };
}

/** The bytes of a file, read in this thread into the same memory, as DuckDB reads. */
async function* chunksOf(file: number): AsyncIterable<Uint8Array> {
  const buffer = new Uint8Array(CHUNK);
  for (let at = 0; ; ) {
    const length = readSync(file, buffer, 0, CHUNK, at);
    if (length === 0) return;
    yield buffer.subarray(0, length);
    at += length;
  }
}
