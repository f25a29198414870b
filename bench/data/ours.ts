/** Checks and profiles a table as the door does, keeping refused rows in a file. */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { FileJudge } from '../../domain/contract/file-judge.ts';
import { DataContract } from '../../domain/definition/data-contract.ts';
import { RowProfiler } from '../../domain/profile/row-profiler.ts';
import { ByteScanner } from '../../domain/tabular/byte-scanner.ts';
import { COLUMNS, RULES } from './table.mjs';

const CHUNK = 1 << 18;
const LINES_AT_ONCE = 500;

/** What a run found: numbers that engines have to agree upon. */
export interface Found {
  readonly rows: number;
  readonly columns: Readonly<Record<string, readonly (number | null)[]>>;
}

/** Runs over a table. */
export function run(table: string, quarantine: string): Found {
  const contract = DataContract.parse({
    columns: COLUMNS.map(({ sql: _sql, ...column }) => column),
    rules: RULES,
    limits: { rows: 10_000_000 },
  });
  const refused = openSync(quarantine, 'w');
  let lines: string[] = [];
  const flush = (): void => {
    writeSync(refused, lines.join(''));
    lines = [];
  };
  const judge = new FileJudge(contract, {
    accept: (row) => profiler.take(row),
    refuse: (problem) => {
      lines.push(`${JSON.stringify(problem)}\n`);
      if (lines.length === LINES_AT_ONCE) flush();
    },
  });
  const profiler = new RowProfiler(contract.columns, judge.rows);
  scan(table, new ByteScanner(judge.take));
  flush();
  closeSync(refused);
  return {
    rows: judge.verdict().rows.accepted,
    columns: Object.fromEntries(
      profiler
        .result()
        .map((profile) => [
          profile.column.name,
          [
            profile.missing,
            profile.distinct?.estimate ?? null,
            profile.moments?.smallest ?? profile.lengths!.state().min,
            profile.moments?.largest ?? profile.lengths!.state().max,
            profile.moments?.mean ?? profile.lengths!.mean,
            profile.quantiles?.quantiles([0.5])[0] ?? null,
            profile.frequent?.top(1)[0]?.atLeast ?? null,
          ],
        ]),
    ),
  };
}

function scan(table: string, scanner: ByteScanner): void {
  const file = openSync(table, 'r');
  const buffer = new Uint8Array(CHUNK);
  for (let size = 1; size > 0;) {
    size = readSync(file, buffer, 0, CHUNK, null);
    scanner.push(buffer.subarray(0, size));
  }
  closeSync(file);
  scanner.end();
}
