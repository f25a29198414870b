// Checks and profiles a table of 12 columns beside DuckDB, one thread each: node bench/data/run.mjs [rows]
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { build } from 'esbuild';
import { writeJsonLines, writeTable } from './table.mjs';

const HELP = `node bench/data/run.mjs [rows] [--python <path>] [--rounds <n>] [--formats]

Writes a CSV of so many rows (1000000; 10000000 at most) into a temporary folder, then runs over it, each in fresh processes,
ours and DuckDB's in turn, so often as there are rounds (3):
  check      scan, contract check, quarantine, profile of every column; DuckDB: scan with types, the same filter and
             aggregates, rejects table; SET threads = 1
  accept     the same, and the accepted rows as Parquet; DuckDB: COPY of the rows, aggregates over the copy
Prints the medians, and the median of the ratios of pairs. Seconds are those of the processor, which other programs disturb
the least; MB is the largest resident memory. Exit code 1 when the numbers found differ.

  --formats        the same rows as JSON Lines and as Parquet, ours alone
  --python <path>  a Python with what requirements.txt names: evidently, whylogs, great_expectations, pandas, polars
`;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean' }, python: { type: 'string' }, rounds: { type: 'string' }, formats: { type: 'boolean' } },
});
const rows = Number(positionals[0] ?? 1_000_000);
const rounds = Number(values.rounds ?? 3);
if (values.help || !(rows >= 1 && rows <= 10_000_000) || !(rounds >= 1)) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-data-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
mkdirSync(dist, { recursive: true });
const ours = join(dist, `bench-data-${process.pid}.mjs`);
await build({ entryPoints: [join(here, 'ours.ts')], outfile: ours, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
process.on('exit', () => rmSync(ours, { force: true }));
const [oursAt, duckdbAt] = [ours, join(here, 'duckdb.mjs')].map((path) => pathToFileURL(path).href);
const table = join(folder, 'table.csv');
const bytes = writeTable(table, rows);
console.log(`${rows} rows x 12 columns, ${(bytes / 1e6).toFixed(0)} MB`);

const results = new Map();
const accepted = { ours: join(folder, 'ours.parquet'), duckdb: join(folder, 'duckdb.parquet') };
let failed = 0;
console.log('engine                    rows/s  seconds  wall  largest MB');
await compete('check', undefined);
await compete('accept', accepted);
console.log(`accepted rows: ours ${megabytes(accepted.ours)} MB, DuckDB's ${megabytes(accepted.duckdb)} MB of Parquet`);
if (values.formats) measureFormats();
if (values.python !== undefined) measurePeers(values.python);
process.exit(failed === 0 ? 0 : 1);

/** Ours and DuckDB's in turn. */
async function compete(task, outputs) {
  const names = [`ours ${task}`, `duckdb ${task}`];
  for (let round = 0; round < rounds; round += 1) {
    // Whoever comes first may find the file in memory: they change places.
    for (const [name, module, output] of inTurn(round, [[names[0], oursAt, outputs?.ours], [names[1], duckdbAt, outputs?.duckdb]])) {
      add(name, node(module, table, output));
    }
  }
  for (const name of names) print(name);
  const [one, other] = names.map((name) => results.get(name));
  const differences = [...compare(one[0].found, other[0].found), ...(await miscounted(one[0].found, outputs?.duckdb))];
  for (const difference of differences) console.log(`differs: ${difference}`);
  failed += differences.length;
  const ratios = one.map((mine, index) => other[index].processor / mine.processor).sort((a, b) => a - b);
  const all = ratios.map((ratio) => ratio.toFixed(2)).join(', ');
  console.log(`${task}: ours is ${middle(ratios).toFixed(2)} times as fast as DuckDB (pairs ${all}), ${differences.length} differences`);
}

function measureFormats() {
  const lines = join(folder, 'table.jsonl');
  writeJsonLines(lines, rows);
  for (let round = 0; round < rounds; round += 1) {
    add('ours JSON Lines', node(oursAt, lines));
    add('ours Parquet', node(oursAt, accepted.ours));
  }
  print('ours JSON Lines');
  print('ours Parquet');
}

function measurePeers(python) {
  const script = join(here, 'peers.py');
  const names = run(python, [script, '--list']).split('\n').filter(Boolean);
  if (names.length === 0) {
    console.log(`no library to measure beside: ${python} -m pip install -r ${join(here, 'requirements.txt')}`);
    failed += 1;
  }
  for (const name of names) {
    add(name, JSON.parse(run(python, [script, name, table]).trim().split('\n').at(-1)));
    print(name);
    const ratio = results.get(name)[0].processor / median('ours check', 'processor');
    console.log(`ours is ${ratio.toFixed(1)} times as fast as ${name}`);
  }
}

function inTurn(round, engines) {
  return round % 2 === 0 ? engines : [...engines].reverse();
}

function node(module, file, output) {
  const quarantine = join(folder, 'quarantine.jsonl');
  const text = run(process.execPath, [join(here, 'measure.mjs'), module, file, quarantine, ...(output === undefined ? [] : [output])]);
  return JSON.parse(text.trim().split('\n').at(-1));
}

function run(program, args) {
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${stderr}`);
  return stdout;
}

function add(name, result) {
  results.set(name, [...(results.get(name) ?? []), result]);
}

function middle(sorted) {
  return sorted[Math.floor(sorted.length / 2)];
}

function median(name, member) {
  return middle(results.get(name).map((result) => result[member]).sort((a, b) => a - b));
}

function print(name) {
  const seconds = median(name, 'processor');
  console.log([
    name.padEnd(24), (rows / seconds).toFixed(0).padStart(7), seconds.toFixed(2).padStart(8), median(name, 'seconds').toFixed(2).padStart(5),
    median(name, 'megabytes').toFixed(0).padStart(11),
  ].join(' '));
}

function megabytes(path) {
  return (statSync(path).size / 1e6).toFixed(0);
}

/**
 * Columns whose distinct values ours counts more than 4 % off, five times the standard error of its sketch. DuckDB's own
 * estimate has been seen 22 % off, so they are counted exactly, in the rows that it has accepted.
 */
async function miscounted({ columns }, file) {
  if (file === undefined) return [];
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const names = Object.keys(columns);
  const counts = names.map((name) => `count(DISTINCT ${name})`).join(', ');
  const [exact] = await (await connection.runAndReadAll(`SELECT ${counts} FROM read_parquet('${file}')`)).getRowsJson();
  return names.flatMap((name, index) => {
    const [ours, real] = [columns[name][1], Number(exact[index])];
    return ours !== null && Math.abs(ours / real - 1) > 0.04 ? [`distinct values of ${name}: ${ours}, exactly ${real}`] : [];
  });
}

/** What both must agree upon: rows and missing values exactly, extremes and means to 1e-9, medians by their bounds. */
function compare(one, other) {
  const found = one.rows === other.rows ? [] : [`rows ${one.rows} against ${other.rows}`];
  for (const [column, [missing, , min, max, mean, half]] of Object.entries(one.columns)) {
    const theirs = other.columns[column];
    const near = (what, a, b, tolerance) => {
      if (a !== null && b !== null && Math.abs(a - b) > tolerance * Math.max(Math.abs(a), Math.abs(b))) found.push(`${what} of ${column}: ${a} against ${b}`);
    };
    near('missing values', missing, theirs[0], 0);
    near('smallest', min, theirs[2], 1e-9);
    near('largest', max, theirs[3], 1e-9);
    near('mean', mean, theirs[4], 1e-9);
    near('median', half, theirs[5], 0.03);
  }
  return found;
}
