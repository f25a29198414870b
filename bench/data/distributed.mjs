// Sends large files through the door of a local cloud, where they are judged in pieces: node bench/data/distributed.mjs [gigabytes...]
import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync, writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { build } from 'esbuild';
import { planOf } from './plan-day.mjs';
import { writeTable } from './table.mjs';

const HELP = `node bench/data/distributed.mjs [gigabytes...] [--at-once <n>] [--unique]
node bench/data/distributed.mjs --plan [gigabytes] [--rows-per-second <n>] [--at-once <n>]

Writes CSV files of so many gigabytes (1 and 5) from a seed into a temporary folder, sends each through the door of a local cloud, where a
distributed map judges it in pieces, and checks the receipt: by what the generator knows, and up to 2 GB by \`perennial check\` of the same file,
which reads it in one pass. Prints rows/s, pieces, requests, and the largest resident memory of the cloud and of any process of each function.
Files and cloud are removed. Exit code 1 when a receipt differs, or when the memory of the cloud or of a function that judges pieces grows by more
than a quarter from the smallest file to the largest. Files are 200000 rows over and over; with --unique, all rows differ.

  --at-once <n>          pieces that are worked on at once (2 here; 16 with --plan, as deployed)
  --unique               ids may come once only: pieces are compared
  --check                checks files of any size in one pass
  --plan                 a day of so many gigabytes (100) on paper: function seconds, requests, dollars, time to the receipt
  --rows-per-second <n>  of one function, with --plan (measured here)
`;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean' }, plan: { type: 'boolean' }, unique: { type: 'boolean' }, check: { type: 'boolean' },
    'at-once': { type: 'string' }, 'rows-per-second': { type: 'string' },
  },
});
const sizes = positionals.map(Number);
const atOnce = Number(values['at-once'] ?? (values.plan ? 16 : 2));
const isWrong = [...sizes, atOnce, Number(values['rows-per-second'] ?? 1)].some((value) => !(value > 0));
if (values.help || isWrong || (values.plan && sizes.length > 1)) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}

const [MOST_GROWTH, ROW_BYTES, BLOCK_ROWS] = [1.25, 103.4, 200_000];

/** Gigabytes up to which files are checked in one pass too. */
const CHECKED = 2;

const folder = mkdtempSync(join(tmpdir(), 'bench-large-'));
const started = [];
process.on('exit', () => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
const product = await bundled();

if (values.plan) await plan(sizes[0] ?? 100);
else await measure(sizes.length > 0 ? sizes : [1, 5]);

/** The bundle of what is needed of the product. */
async function bundled() {
  const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
  mkdirSync(dist, { recursive: true });
  const outfile = join(dist, `bench-large-${process.pid}.mjs`);
  process.on('exit', () => rmSync(outfile, { force: true }));
  await build({
    entryPoints: [fileURLToPath(new URL('large.ts', import.meta.url))],
    outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'warning',
  });
  return await import(pathToFileURL(outfile).href);
}

async function plan(gigabytes) {
  const table = join(folder, 'sample.csv');
  writeTable(table, 500_000);
  console.log('measuring one function over 500000 rows ...');
  const one = await product.oneFunction(table);
  const rate = Number(values['rows-per-second'] ?? one.rows / one.judgeSeconds);
  console.log(planOf({ gigabytes, rate, atOnce, one }));
  process.exit(0);
}

async function measure(gigabytes) {
  spawnSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  const found = [];
  for (const size of gigabytes) found.push(await measureOne(size));
  const failures = found.flatMap(({ failures: some }) => some);
  const [smallest, largest] = [found[0], found.at(-1)];
  for (const [name, peak] of largest.memory) {
    const before = smallest.memory.get(name) ?? peak;
    if (/^cloud$|piece/.test(name) && peak > MOST_GROWTH * before) {
      failures.push(name);
      console.log(`grows: ${name} took ${before.toFixed(0)} MB for ${smallest.size} GB, ${peak.toFixed(0)} MB for ${largest.size} GB`);
    }
  }
  const rates = found.map(({ size, rate }) => `${size} GB at ${(rate / 1000).toFixed(0)}k rows/s`).join(', ');
  console.log(`${rates}: ${failures.length === 0 ? 'each receipt as in one pass, memory bounded' : `${failures.length} failures`}`);
  process.exit(failures.length === 0 ? 0 : 1);
}

async function measureOne(size) {
  const table = join(folder, `trips-${size}.csv`);
  console.log(`${size} GB: writing ...`);
  const { bytes, ...known } = values.unique ? writeRows(table, size) : writeBlocks(table, size);
  const definition = product.definitionOf(values.unique === true);
  const told = join(folder, 'definition.json');
  writeFileSync(told, JSON.stringify(definition));
  const cloud = await startCloud();
  const to = product.connection(cloud.endpoint, 'perennial');
  await product.define(to, definition);
  console.log(`${size} GB: sending ${(bytes / 1e9).toFixed(2)} GB ...`);
  const { receipt, sendSeconds, judgeSeconds } = await product.deliver(to, table, progress);
  const counts = await product.requests(to);
  const memory = await cloud.stop();
  const failures = unlike(receipt.rows, known);
  if (size <= CHECKED || values.check) {
    console.log(`${size} GB: checking in one pass ...`);
    failures.push(...differences(receipt, checkOf(table, told)));
  }
  rmSync(table);
  const rate = receipt.rows.read / judgeSeconds;
  console.log(`  sent in ${sendSeconds.toFixed(0)} s, judged in ${judgeSeconds.toFixed(0)} s: ${Math.round(rate)} rows/s, ${atOnce} pieces at once`);
  console.log(`  ${receipt.status}: ${receipt.rows.read} rows, ${receipt.rows.refused} refused, ${receipt.objects} objects`);
  console.log(`  requests: ${[...counts].sort((a, b) => b[1] - a[1]).map(([action, count]) => `${count} ${action}`).join(', ')}`);
  console.log(`  largest resident MB: ${[...memory].map(([name, peak]) => `${name} ${peak.toFixed(0)}`).join(', ')}`);
  for (const failure of failures) console.log(`differs: ${failure}`);
  return { size, rate, memory, failures };
}

/** Rows that all differ. */
function writeRows(table, size) {
  const read = Math.round((size * 1e9) / ROW_BYTES);
  return { bytes: writeTable(table, read), read };
}

/** The same rows over and over: of a block, it is known how many are bad. */
function writeBlocks(table, size) {
  const sample = join(folder, 'block.csv');
  writeTable(sample, BLOCK_ROWS);
  const text = readFileSync(sample);
  const header = text.subarray(0, text.indexOf(10) + 1);
  const block = text.subarray(header.length);
  const blocks = Math.max(1, Math.round((size * 1e9) / block.length));
  const file = openSync(table, 'w');
  writeSync(file, header);
  for (let written = 0; written < blocks; written += 1) writeSync(file, block);
  closeSync(file);
  const bad = block.toString('utf8').split('\n').filter((line) => /^[^,]*,[^,]*,[^,]*,(far|-1\.00),/.test(line)).length;
  return { bytes: header.length + blocks * block.length, read: blocks * BLOCK_ROWS, refused: blocks * bad };
}

function unlike(rows, known) {
  return Object.entries(known).flatMap(([name, count]) =>
    rows[name] === count ? [] : [`${name}: ${rows[name]} rows in pieces, ${count} were written`]);
}

/** What one pass over the file finds, as `perennial check` tells it. */
function checkOf(table, definition) {
  const words = ['bin/perennial.mjs', 'check', table, '--definition', definition, '--json'];
  const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (stdout === '') throw new TypeError(`perennial check failed: ${stderr}`);
  return JSON.parse(stdout);
}

function differences(receipt, check) {
  return ['status', 'code', 'reason', 'rows', 'reasons', 'dropped', 'warnings'].flatMap((member) => {
    const [one, other] = [receipt[member], check[member]];
    return isDeepStrictEqual(one, other) ? [] : [`${member}: ${JSON.stringify(one)} in pieces, ${JSON.stringify(other)} in one pass`];
  });
}

async function startCloud() {
  const home = mkdtempSync(join(folder, 'cloud-'));
  const assembly = await product.assemblyFor(home, atOnce);
  const words = [resolve('bin/perennial.mjs'), 'up', assembly, '--ephemeral', '--port', '0'];
  const child = spawn(process.execPath, words, { cwd: home, env: { ...process.env, TMPDIR: home }, stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  const endpoint = await new Promise((ready, failed) => {
    child.stdout.on('data', (text) => {
      const address = /^ready (\S+)$/m.exec(String(text))?.[1];
      if (address) ready(address);
    });
    child.once('exit', () => failed(new TypeError('the cloud ended')));
  });
  const memory = new Map();
  const timer = setInterval(() => watch(child.pid, memory), 500);
  return {
    endpoint,
    stop: async () => {
      watch(child.pid, memory);
      clearInterval(timer);
      const ended = new Promise((done) => child.once('exit', done));
      child.removeAllListeners('exit');
      child.once('exit', () => undefined);
      child.kill('SIGTERM');
      await Promise.race([ended, new Promise((done) => setTimeout(done, 5000))]);
      rmSync(home, { recursive: true, force: true });
      return memory;
    },
  };
}

/** Notes the largest resident memory of a cloud and of the processes below it, by the function that each runs. */
function watch(cloud, memory) {
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const isCloud = Number(pid) === cloud;
      if (!isCloud && Number(/PPid:\s+(\d+)/.exec(status)[1]) !== cloud) continue;
      const name = isCloud ? 'cloud' : /POWERTOOLS_SERVICE_NAME=([^\0]+)/.exec(readFileSync(`/proc/${pid}/environ`, 'utf8'))?.[1];
      const peak = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
      if (name) memory.set(name, Math.max(peak, memory.get(name) ?? 0));
    } catch {
      // It has ended since it was listed.
    }
  }
}

function progress(text) {
  if (process.stdout.isTTY) process.stdout.write(`\r  ${text.padEnd(60)}\r`);
}
