// Checks and profiles a table of 12 columns beside DuckDB, one thread each: node bench/data/run.mjs [rows]
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { writeTable } from './table.mjs';

const HELP = `node bench/data/run.mjs [rows] [--python <path>] [--rounds <n>]

Writes a CSV of so many rows (1000000; 10000000 at most) into a temporary folder, then runs over it
  ours      scan, contract check, quarantine, profile of every column
  duckdb    scan with types, the same filter and aggregates, rejects table; SET threads = 1
each in fresh processes, in turn, and prints the median of the rounds (3). Seconds are those of the processor, which
other programs disturb the least; MB is the largest resident memory.

  --python <path>  a Python; those of polars, pandas, whylogs, great_expectations and evidently that it has run too
`;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean' }, python: { type: 'string' }, rounds: { type: 'string' } },
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
const ours = join(dist, 'bench-data.mjs');
await build({ entryPoints: [join(here, 'ours.ts')], outfile: ours, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
const table = join(folder, 'table.csv');
const bytes = writeTable(table, rows);
console.log(`${rows} rows x 12 columns, ${(bytes / 1e6).toFixed(0)} MB`);

const engines = [
  ['ours', process.execPath, [join(here, 'measure.mjs'), pathToFileURL(ours).href]],
  ['duckdb', process.execPath, [join(here, 'measure.mjs'), pathToFileURL(join(here, 'duckdb.mjs')).href]],
  ...pythonEngines(values.python),
];
const results = new Map(engines.map(([name]) => [name, []]));
for (let round = 0; round < rounds; round += 1) {
  for (const [name, program, args] of engines) results.get(name).push(measure(name, program, args));
}
rmSync(ours);

console.log('engine              rows/s  seconds  wall  times ours  largest MB');
const median = (name, member) => results.get(name).map((result) => result[member]).sort((a, b) => a - b)[Math.floor(rounds / 2)];
for (const [name] of engines) {
  const seconds = median(name, 'processor');
  console.log([
    name.padEnd(18), (rows / seconds).toFixed(0).padStart(7), seconds.toFixed(2).padStart(8), median(name, 'seconds').toFixed(2).padStart(5),
    (seconds / median('ours', 'processor')).toFixed(2).padStart(11), median(name, 'megabytes').toFixed(0).padStart(11),
  ].join(' '));
}
const differences = compare(results.get('ours')[0].found, results.get('duckdb')[0].found);
for (const difference of differences) console.log(`differs: ${difference}`);
const ratio = median('duckdb', 'processor') / median('ours', 'processor');
console.log(`ours is ${ratio.toFixed(2)} times as fast as DuckDB, ${median('ours', 'megabytes').toFixed(0)} MB against ${median('duckdb', 'megabytes').toFixed(0)} MB, ${differences.length} differences`);
process.exit(differences.length === 0 ? 0 : 1);

function measure(name, program, args) {
  const { stdout, stderr, status } = spawnSync(program, [...args, table, join(folder, 'quarantine.jsonl')], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

function pythonEngines(python) {
  if (python === undefined) return [];
  const script = join(here, 'peers.py');
  const { stdout, stderr, status } = spawnSync(python, [script, '--list'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${python} does not run: ${stderr}`);
  return stdout.split('\n').filter(Boolean).map((name) => [name, python, [script, name]]);
}

/** What both must agree upon: rows and missing values exactly, extremes and means to 1e-9, medians and distinct values by their bounds. */
function compare(one, other) {
  const found = one.rows === other.rows ? [] : [`rows ${one.rows} against ${other.rows}`];
  for (const [column, [missing, distinct, min, max, mean, middle]] of Object.entries(one.columns)) {
    const theirs = other.columns[column];
    const near = (what, a, b, tolerance) => {
      if (a !== null && b !== null && Math.abs(a - b) > tolerance * Math.max(Math.abs(a), Math.abs(b))) found.push(`${what} of ${column}: ${a} against ${b}`);
    };
    near('missing values', missing, theirs[0], 0);
    near('smallest', min, theirs[2], 1e-9);
    near('largest', max, theirs[3], 1e-9);
    near('mean', mean, theirs[4], 1e-9);
    near('median', middle, theirs[5], 0.03);
    // DuckDB's own estimate has been seen 9 % off.
    near('distinct values', distinct, theirs[1], 0.2);
  }
  return found;
}
