// The synthetic table that engines are measured on: 12 columns, one row of a hundred is bad.
import { closeSync, openSync, writeSync } from 'node:fs';

/** Columns as a contract has them, and their types in DuckDB. */
export const COLUMNS = [
  { name: 'id', type: 'integer', sql: 'BIGINT' },
  { name: 'pickup', type: 'timestamp', sql: 'TIMESTAMP' },
  { name: 'dropoff', type: 'timestamp', sql: 'TIMESTAMP' },
  { name: 'distance', type: 'number', sql: 'DOUBLE', range: { min: 0, max: 100 } },
  { name: 'passengers', type: 'integer', sql: 'BIGINT', nullable: true, range: { min: 0, max: 9 } },
  { name: 'zone', type: 'category', sql: 'VARCHAR' },
  { name: 'payment', type: 'category', sql: 'VARCHAR', set: ['card', 'cash', 'dispute', 'free', 'unknown'] },
  { name: 'fare', type: 'number', sql: 'DOUBLE' },
  { name: 'tip', type: 'number', sql: 'DOUBLE', nullable: true },
  { name: 'member', type: 'boolean', sql: 'BOOLEAN' },
  { name: 'score', type: 'number', sql: 'DOUBLE' },
  { name: 'note', type: 'string', sql: 'VARCHAR', nullable: true },
];

/** The rule over two columns. */
export const RULES = [{ left: 'dropoff', is: '>', right: 'pickup' }];

/** Pseudo-random numbers in [0, 1): mulberry32, so that every run measures the same table. */
export function chanceFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Writes so many rows as CSV; answers the bytes. */
export function writeTable(path, rows) {
  return write(path, rows, { header: [COLUMNS.map(({ name }) => name).join(',')], lineOf: (fields) => fields.join(',') });
}

/** The same rows as JSON Lines. */
export function writeJsonLines(path, rows) {
  const jsonOf = (text, { type }) => {
    if (text === '') return null;
    if (type === 'boolean') return text === true || text === 'true';
    return (type === 'number' || type === 'integer') && text !== 'far' ? Number(text) : String(text).replaceAll('"', '');
  };
  const lineOf = (fields) => JSON.stringify(Object.fromEntries(COLUMNS.map((column, index) => [column.name, jsonOf(fields[index], column)])));
  return write(path, rows, { header: [], lineOf });
}

function write(path, rows, { header, lineOf }) {
  const chance = chanceFrom(1);
  const file = openSync(path, 'w');
  let bytes = 0;
  let lines = header;
  const flush = () => {
    bytes += writeSync(file, `${lines.join('\n')}\n`);
    lines = [];
  };
  for (let row = 0; row < rows; row += 1) {
    lines.push(lineOf(fieldsOf(row, chance)));
    if (lines.length === 5000) flush();
  }
  if (lines.length > 0) flush();
  closeSync(file);
  return bytes;
}

function fieldsOf(row, chance) {
  const start = 1_546_300_800 + Math.floor(chance() * 31_536_000);
  const distance = chance() ** 3 * 60;
  const fare = 2.5 + distance * 2.7 + chance() * 3;
  const bad = chance();
  return [
    row,
    time(start),
    time(start + 60 + Math.floor(distance * 150)),
    bad < 0.005 ? 'far' : (bad < 0.01 ? -1 : distance).toFixed(2),
    chance() < 0.05 ? '' : 1 + Math.floor(chance() ** 2 * 6),
    `zone-${1 + Math.floor(chance() ** 2 * 260)}`,
    PAYMENTS[Math.floor(chance() ** 2 * 5)],
    fare.toFixed(2),
    chance() < 0.1 ? '' : (fare * chance() * 0.3).toFixed(2),
    chance() < 0.5,
    chance().toFixed(6),
    note(chance),
  ];
}

const PAYMENTS = ['card', 'cash', 'dispute', 'free', 'unknown'];
const WORDS = ['left', 'the', 'bag', 'behind', 'airport', 'traffic', 'rain', 'late', 'café', 'ok'];

function note(chance) {
  if (chance() < 0.3) return '';
  const words = Array.from({ length: 1 + Math.floor(chance() * 4) }, () => WORDS[Math.floor(chance() * 10)]);
  return chance() < 0.1 ? `"${words.join(', ')}"` : words.join(' ');
}

function time(seconds) {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}
