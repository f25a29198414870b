// Reads files of chance with our scanner, csv-parse and DuckDB and compares: node bench/data/fuzz.mjs --minutes 5
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { build } from 'esbuild';
import { aTable, DELIMITERS, someBytes } from './cases.mjs';
import { chanceFrom } from './table.mjs';

const HELP = `node bench/data/fuzz.mjs [--minutes <n>] [--seed <n>]

Two kinds of files, for so many minutes of this process's processor (1), from a seed (1); while it is stopped, none go by:
  tables    written by the rules (RFC 4180, any delimiter and line end): all three have to read what was written, and ours
            has to find the delimiter, unless csv-parse reads rows of one width with another one too
  bytes     a salad of quotes, delimiters, line ends and characters: ours and csv-parse have to agree, and DuckDB where
            our rows are of one width
SIGINT and SIGTERM end it, and print what it found until then.
Ours reads each file in pieces of chance, of which the longer ones are marked by WebAssembly, and once more in pieces of one byte. Prints every difference that is not by
definition, and how often those by definition were met; exit code 1 when there was one of the former.
`;

/** From so many bytes on, a file counts as long: pieces of them are looked at sixteen bytes at a time. */
const LONG_BYTES = 4096;

/** Where we differ on purpose, or the peer is known to. */
const BY_DEFINITION = {
  twoDelimiters: 'another delimiter than the one it was written with makes rows of one width too: no reader can know',
  quoteInText: 'a quote inside a field that does not begin with one is text to us, as to spreadsheets; csv-parse refuses it',
  lastReturn: 'a bare CR at the very end ends the last line for us; csv-parse takes it for text',
  nulBehindQuote: 'NUL behind a closing quote is text there, so we refuse; csv-parse drops it',
  mixedReturns: 'we read CR, LF and CRLF beside each other; DuckDB in strict mode wants one of them, named',
  blankLine: 'a blank line is a row of one empty field to us; DuckDB leaves it out',
  textAtQuote: 'text around a quoted field is refused by us or kept with its quotes; DuckDB refuses it too, or leaves the row out',
};

const { values } = parseArgs({
  options: { help: { type: 'boolean' }, minutes: { type: 'string', default: '1' }, seed: { type: 'string', default: '1' } },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
mkdirSync(dist, { recursive: true });
const bundle = join(dist, 'fuzz-scanner.mjs');
await build({
  entryPoints: [fileURLToPath(new URL('../../domain/tabular/csv-scanner.ts', import.meta.url))],
  outfile: bundle, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning',
});
const { readCsv } = await import(pathToFileURL(bundle).href);
rmSync(bundle);
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run('SET threads = 1');
const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const chance = chanceFrom(Number(values.seed));
const met = Object.fromEntries(Object.keys(BY_DEFINITION).map((name) => [name, 0]));
const compared = { tables: 0, bytes: 0, duckdb: 0, long: 0 };
const differences = [];
let slowest = 0;
let isStopped = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => (isStopped = true));
while (!isStopped && processorSeconds() < Number(values.minutes) * 60 && differences.length < 20) {
  await tryTable();
  for (let index = 0; index < 20; index += 1) await tryBytes(index === 0);
}
console.log(`${processorSeconds().toFixed(0)} s of the processor, ${process.uptime().toFixed(0)} s by the clock`);
console.log(`${compared.tables} tables and ${compared.bytes} salads compared, ${compared.duckdb} files with DuckDB too; ${compared.long} readings of files of ${LONG_BYTES} bytes and more; slowest reading ${slowest.toFixed(0)} ms`);
for (const [name, times] of Object.entries(met)) if (times > 0) console.log(`by definition, ${times} times: ${BY_DEFINITION[name]}`);
for (const difference of differences) console.log(`DIFFERENCE ${JSON.stringify(difference)}`);
console.log(`${differences.length} differences that are not by definition`);
process.exit(differences.length === 0 ? 0 : 1);

function processorSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function tryTable() {
  const { bytes, rows, delimiter, newline } = aTable(chance);
  const ours = readOurs(bytes, delimiter);
  compared.tables += 1;
  note('ours', bytes, { rows }, ours);
  note('csv-parse', bytes, { rows }, readPeer(bytes, delimiter, newline === '\r'));
  tryDetection({ bytes, rows, delimiter, newline });
  if (newline === '\r') return;
  compared.duckdb += 1;
  note('duckdb', bytes, { rows }, await readDuck(bytes, delimiter, { width: rows[0].length, newline }));
}

/** The delimiter is what the file was written with, where only that one makes a table of it. */
function tryDetection({ bytes, rows, delimiter, newline }) {
  const ours = readOurs(bytes, 'detect');
  if (isSame(ours, { rows })) return;
  const others = DELIMITERS.filter((other) => other !== delimiter && isTable(readPeer(bytes, other, newline === '\r')));
  if (others.length > 0) met.twoDelimiters += 1;
  else note(`written with ${JSON.stringify(delimiter)}`, bytes, ours, { rows });
}

function isTable({ rows }) {
  const width = rows?.[0]?.length ?? 0;
  return width > 1 && rows.every((row) => row.length === width);
}

async function tryBytes(withDuck) {
  const { bytes, delimiter } = someBytes(chance);
  const ours = readOurs(bytes, delimiter);
  compared.bytes += 1;
  if (!isText(bytes)) {
    if (ours.code === undefined) differences.push({ peer: 'TextDecoder', hex: hex(bytes), ours });
    return;
  }
  const peer = readPeer(bytes, delimiter, ours.isBare);
  const text = Buffer.from(bytes).toString('utf8');
  if (peer.code === 'INVALID_OPENING_QUOTE' && ours.code !== 'QuoteNotClosed') met.quoteInText += 1;
  else if (!isSame(ours, peer) && /\r$/.test(text) && !ours.isBare) met.lastReturn += 1;
  else if (/"\0/.test(text) && ours.code === 'TextAfterQuote') met.nulBehindQuote += 1;
  else note('csv-parse', bytes, ours, peer);
  const width = ours.rows?.[0]?.length ?? 0;
  if (!withDuck || width < 2 || ours.rows.some((row) => row.length !== width)) return;
  compared.duckdb += 1;
  const duck = await readDuck(bytes, delimiter, { width, newline: '\n' });
  if (!isSame(ours, duck)) explain({ bytes, delimiter }, ours, duck);
}

/** A difference from DuckDB is by definition only where what it is about is in the file. */
function explain({ bytes, delimiter }, ours, duck) {
  const text = Buffer.from(bytes).toString('utf8');
  if (text.includes('\r')) met.mixedReturns += 1;
  else if (ours.rows.some((row) => row.length === 1 && row[0] === '')) met.blankLine += 1;
  else if (new RegExp(`[^${delimiter}\n"]"|"[^${delimiter}\n"]`).test(text)) met.textAtQuote += 1;
  else differences.push({ peer: 'duckdb', hex: hex(bytes), text, ours, theirs: duck });
}

function note(peer, bytes, one, other) {
  if (!isSame(one, other)) differences.push({ peer, hex: hex(bytes), text: Buffer.from(bytes).toString('utf8'), ours: one, theirs: other });
}

/** Alike when both refuse, or both read the same rows. */
function isSame(one, other) {
  if (one.rows === undefined || other.rows === undefined) return one.rows === other.rows;
  return JSON.stringify(one.rows) === JSON.stringify(other.rows);
}

function readOurs(bytes, delimiter) {
  if (bytes.length >= LONG_BYTES) compared.long += 1;
  const began = performance.now();
  const whole = attempt(() => readCsv(pieces(bytes, 1 + Math.floor(chance() * Math.max(40, bytes.length))), { delimiter }));
  const single = attempt(() => readCsv(pieces(bytes, 1), { delimiter }));
  slowest = Math.max(slowest, performance.now() - began);
  if (!isSame(whole, single)) differences.push({ peer: 'pieces', hex: hex(bytes), ours: whole, theirs: single });
  return { ...whole, isBare: delimiter !== 'detect' && isBareFirst(bytes, delimiter) };
}

/** Whether the first line ends in a bare CR. */
function isBareFirst(bytes, delimiter) {
  let [isQuoted, isStart] = [false, true];
  const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let at = from; at < bytes.length; at += 1) {
    const code = bytes[at];
    if (code === 34 && (isQuoted || isStart)) isQuoted = !isQuoted;
    else if (!isQuoted && (code === 10 || code === 13)) return code === 13 && at + 1 < bytes.length && bytes[at + 1] !== 10;
    // A doubled quote opens again what it has closed.
    isStart = code === delimiter.charCodeAt(0) || (code === 34 && !isQuoted && bytes[at + 1] === 34);
  }
  return false;
}

function readPeer(bytes, delimiter, isBare) {
  return attempt(() => parse(Buffer.from(bytes), {
    delimiter, bom: true, relax_column_count: true, record_delimiter: isBare ? ['\r\n', '\n', '\r'] : ['\r\n', '\n'],
  }));
}

async function readDuck(bytes, delimiter, { width, newline }) {
  const path = join(folder, 'case.csv');
  writeFileSync(path, bytes);
  const columns = Array.from({ length: width }, (_, index) => `'c${index}': 'VARCHAR'`).join(', ');
  try {
    const reader = await connection.runAndReadAll(`SELECT * FROM read_csv('${path}', header = false, auto_detect = false,
      delim = '${delimiter}', quote = '"', escape = '"', new_line = '${newline === '\n' ? '\\n' : '\\r\\n'}', columns = {${columns}})`);
    return { rows: reader.getRowsJson().map((row) => row.map((value) => value ?? '')) };
  } catch (error) {
    return { code: error.message.split('\n')[0] };
  }
}

function attempt(read) {
  try {
    return { rows: read() };
  } catch (error) {
    return { code: String(error.code ?? error).replace('CSV_', '') };
  }
}

function* pieces(bytes, size) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function isText(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes) !== undefined;
  } catch {
    return false;
  }
}

function hex(bytes) {
  return Buffer.from(bytes).toString('hex');
}
