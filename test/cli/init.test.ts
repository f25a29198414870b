import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type } from '../support/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'init-'));
const INDEX = join(folder, 'index.ts');
const CHURN = 'pipelines/churn/data/telco-customer-churn.csv.gz';
const read = (...path: readonly string[]): string => readFileSync(join(folder, ...path), 'utf8');

afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => writeFileSync(INDEX, 'export const pipelines = [] as const;\n'));

/** Types `perennial init` for definitions in the temporary folder. */
const init = (...words: readonly string[]) => type('init', ...words, '--pipelines', folder);

test('init writes a definition, a README and a line of the list, and tells what it saw', async () => {
  const { code, out } = await init('leavers', '--from', CHURN, '--target', 'Churn');
  expect({ code, out }).toMatchObject({
    code: 0,
    out: expect.stringContaining('perennial upload leavers') as string,
  });
  expect(out).toMatch(/Churn +category +2 +2 of No, Yes +TARGET/);
  expect(out).toMatch(/customerID|gender +category +2 /);
  expect(read('leavers', 'pipeline.ts')).toContain("target: { column: 'Churn', positive: 'Yes' }");
  expect(read('leavers', 'README.md')).toContain('# leavers');
  expect(read('index.ts')).toContain("import { leavers } from './leavers/pipeline.ts';");
});

test('what init proposes as JSON is a definition that check accepts', async () => {
  const { json } = await init('as-json', '--from', CHURN, '--target', 'Churn', '--json');
  const definition = join(folder, 'definition.json');
  writeFileSync(definition, JSON.stringify((json() as { definition: object }).definition));
  const checked = await type('check', CHURN, '--definition', definition, '--json');
  expect(checked.json()).toMatchObject({ status: 'accepted', rows: { refused: 0 } });
});

test('a definition that is there is overwritten only by force', async () => {
  const words = ['twice', '--from', CHURN, '--target', 'Churn'];
  await init(...words);
  writeFileSync(join(folder, 'twice', 'pipeline.ts'), 'mine');
  const { code, err } = await init(...words, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(err)).toMatchObject({
    error: { code: 'FileThere', next: 'perennial init --force overwrites it' },
  });
  expect(read('twice', 'pipeline.ts')).toBe('mine');
  expect(await init(...words, '--force')).toMatchObject({ code: 0 });
  expect(read('twice', 'pipeline.ts')).not.toBe('mine');
});

test('files without a header take their names from --columns', async () => {
  const file = join(folder, 'rows.data');
  const lines = gunzipSync(readFileSync(CHURN)).toString().trim().split('\n');
  writeFileSync(file, lines.slice(1, 400).join('\n'));
  const names = lines[0]!
    .split(',')
    .map((name) => name.toLowerCase())
    .join(',');
  expect(
    await init('named', '--from', file, '--target', 'churn', '--columns', names),
  ).toMatchObject({ code: 0 });
  expect(read('named', 'pipeline.ts')).toContain('header: [');
});

test.each([
  [['x', '--from', CHURN], 2, 'name --target'],
  [['x', '--target', 'y'], 2, 'name --from'],
  [['--from', CHURN, '--target', 'y'], 2, 'name the model'],
  [
    ['x', '--from', CHURN, '--target', 'Churn', '--task', 'guess'],
    2,
    '--task is one of regression, binary, multiclass',
  ],
  [['x', '--from', CHURN, '--target', 'Churn', '--encoding', 'ebcdic'], 2, '--encoding is one of'],
  [['x', '--from', 'no-such.csv', '--target', 'y'], 1, "there is no 'no-such.csv'"],
  [['x', '--from', CHURN, '--target', 'y'], 1, "name one column of the file as target, not 'y'"],
  [
    ['x', '--from', 'package.json', '--target', 'y'],
    1,
    'mend that, then perennial init x --from package.json --target y',
  ],
  [['a_b', '--from', CHURN, '--target', 'Churn'], 1, 'next: perennial init <name> --from'],
  [['x', '--from', CHURN, '--target', 'churn'], 1, `--from ${CHURN} --target <column>`],
  [['x', '--from', CHURN, '--target', 'gender', '--time', 'tenure'], 1, 'then perennial init x'],
] as const)('%j is refused with what to do', async (words, code, message) => {
  const answer = await init(...words);
  expect(answer.code).toBe(code);
  expect(answer.err).toContain(message);
});

test('text in another encoding is read where it is said, and the contract says it too', async () => {
  const file = join(folder, 'latin.csv');
  const rows = Array.from(
    { length: 120 },
    (_row, at) => `${at % 7 === 0 ? 'grün' : 'rot'},${at % 13}`,
  );
  writeFileSync(file, Buffer.from(['größe,y', ...rows].join('\n'), 'latin1'));
  const words = ['latin', '--from', file, '--target', 'y'];
  expect((await init(...words)).err).toContain(
    `perennial init latin --from ${file} --target y --encoding <latin-1 or utf-16>`,
  );
  expect(await init(...words, '--encoding', 'latin-1')).toMatchObject({ code: 0 });
  expect(read('latin', 'pipeline.ts')).toContain("encoding: 'latin-1'");
  const program = read('latin', 'pipeline.ts').replace('../..', process.cwd());
  writeFileSync(join(folder, 'latin.ts'), program);
  expect(await type('check', file, '--definition', join(folder, 'latin.ts'))).toMatchObject({
    code: 0,
  });
});

test('whoever reads from a pipe gets all that is written', async () => {
  const file = join(folder, 'wide.csv');
  const names = Array.from({ length: 400 }, (_name, at) => `measured_${at}`);
  const rows = Array.from({ length: 120 }, (_row, at) =>
    names.map((_name, by) => ((at * 31 + by * 17) ** 2 * 7919) % 101).join(','),
  );
  writeFileSync(file, [names.join(','), ...rows].join('\n'));
  const words = [
    'init',
    'wide',
    '--from',
    file,
    '--target',
    names[0]!,
    '--json',
    '--pipelines',
    folder,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, ['bin/perennial.mjs', ...words], {
    maxBuffer: 1 << 24,
  });
  expect(stdout.length).toBeGreaterThan(65_536);
  expect(() => JSON.parse(stdout) as unknown).not.toThrow();
}, 60_000);

test('a folder of definitions without a list is no such folder', async () => {
  writeFileSync(INDEX, '');
  const { code, err } = await init('lost', '--from', CHURN, '--target', 'Churn', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(err)).toMatchObject({ error: { code: 'NoFile' } });
});

test('data that do not fit are told as such', async () => {
  const { err } = await init(
    'few',
    '--from',
    CHURN,
    '--target',
    'Churn',
    '--task',
    'regression',
    '--json',
  );
  expect(JSON.parse(err)).toMatchObject({
    error: { code: 'Unsuitable', message: "a regression needs numbers: 'Churn' has 'No'" },
  });
});

/** A folder of files by their names. */
function folderOf(name: string, files: Readonly<Record<string, string | Buffer>>): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content);
  return path;
}

const rowsOf = (count: number): string =>
  Array.from({ length: count }, (_row, at) => `${(at * 7) % 31},${'pqr'[at % 3]!}\n`).join('');

test('of a folder the files of rows are looked at, and others are told', async () => {
  const path = folderOf('mixed', {
    'a.csv': `x,y\n${rowsOf(100)}`,
    'b.csv': `x,y\n${rowsOf(50)}`,
    'README.md': '# About, it all',
  });
  const { code, out } = await init('of-folder', '--from', path, '--target', 'y');
  expect({ code, out }).toMatchObject({
    code: 0,
    out: expect.stringContaining('150 rows') as string,
  });
  expect(out).toContain('not looked at, by their names: README.md');
  expect(out).toContain(`perennial upload of-folder ${join(path, 'a.csv')} ${join(path, 'b.csv')}`);
});

test('of a folder of folders one is to be named', async () => {
  const path = folderOf('outer', {});
  mkdirSync(join(path, 'year=2020'));
  const { err } = await init('deep', '--from', path, '--target', 'y');
  expect(err).toContain(`next: perennial init --from ${path}/year=2020`);
});

test('a refusal says in which file it is', async () => {
  const path = folderOf('apart', {
    'a.csv': `x,y\n${rowsOf(100)}`,
    'b c.csv': `x,z\n${rowsOf(100)}`,
  });
  const { err } = await init('apart', '--from', path, '--target', 'y');
  expect(err).toContain(`'${join(path, 'b c.csv')}': give files of the same columns`);
});

test('a packed file that is cut off is told as such', async () => {
  const packed = gzipSync(`x,y\n${rowsOf(5000)}`);
  const path = folderOf('cut', { 'a.csv.gz': packed.subarray(0, packed.length / 2) });
  const { code, err } = await init('cut', '--from', path, '--target', 'y');
  expect(code).toBe(1);
  expect(err).toContain('pack the file again: its gzip data is damaged');
});

test('rows that the door will refuse are counted', async () => {
  const path = folderOf('ragged', { 'a.csv': `x,y\n${rowsOf(200)}${'1,p,more\n'.repeat(9)}` });
  const { out } = await init('ragged', '--from', path, '--target', 'y');
  expect(out).toContain('of 209 rows the door will refuse 9 (9 cannot be read or have another');
});
