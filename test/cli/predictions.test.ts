import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { readRows } from '../../cli/aws/predictions.ts';
import { DataContract } from '../../domain/definition/data-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'predictions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const columns = [
  { name: 'größe', type: 'number' },
  { name: 'kind', type: 'category' },
];
const ROWS = [
  { größe: '1.5', kind: 'a' },
  { größe: '2', kind: 'b, c' },
];

/** The rows of a file of these bytes. */
const read = async (name: string, bytes: string | Uint8Array, more: object = {}) => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return await readRows(path, 10, DataContract.parse({ columns, ...more }));
};

test.each<[string, string | Uint8Array, object?]>([
  ['commas.csv', 'größe,kind\n1.5,a\n2,"b, c"\n'],
  ['semicolons.csv', 'größe;kind\n1.5; a\n2;b, c\n'],
  ['packed.csv.gz', gzipSync('größe\tkind\n1.5\ta\n2\tb, c\n')],
  ['without-header.data', '1.5;a\n2;b, c\n', { header: ['größe', 'kind'] }],
  ['with-header-all-the-same.data', 'größe;kind\n1.5;a\n2;b, c\n', { header: ['größe', 'kind'] }],
  ['latin.csv', Buffer.from('größe;kind\n1.5;a\n2;b, c\n', 'latin1'), { encoding: 'latin-1' }],
  ['lines.jsonl', '{"größe":"1.5","kind":"a"}\n\n{"größe":"2","kind":"b, c"}\n'],
  ['list.json', JSON.stringify(ROWS)],
  ['object.json', JSON.stringify({ rows: ROWS })],
])('%s is read for predicting as its upload would be', async (name, bytes, more) => {
  expect(await read(name, bytes, more)).toEqual(ROWS);
});

test('only as many rows are read as are asked about', async () => {
  const path = join(folder, 'many.csv');
  writeFileSync(path, `größe,kind\n${'1,a\n'.repeat(50)}`);
  expect(await readRows(path, 3, DataContract.parse({ columns }))).toHaveLength(3);
});
