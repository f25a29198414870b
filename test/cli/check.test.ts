import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { startLocalCloud } from '../../local/index.ts';
import { RIDES } from '../domain/support/builders.ts';
import { type } from '../support/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const columns = RIDES.contract.columns.map((column) =>
  column.name === 'riders' ? { ...column, personal: true } : column,
);
const definition = file(
  'rides.json',
  JSON.stringify({ ...RIDES, contract: { ...RIDES.contract, columns } }),
);
const HEADER = 'at,until,miles,zone,riders,total,tip\n';
const ROW = '2019-03-01 10:00:00,2019-03-01 10:10:00,2.5,A,1,12.36,2.06\n';
const check = (path: string, ...words: string[]) =>
  type('check', path, '--definition', definition, ...words);

describe('check', () => {
  test('says that a good file would be accepted, packed or not, and what to type next', async () => {
    for (const path of [file('a.csv', HEADER + ROW), file('a.csv.gz', gzipSync(HEADER + ROW))]) {
      const { code, out } = await check(path);
      expect({ code, out }).toEqual({
        code: 0,
        out: `accepted: ${path} for rides\n  1 rows read, 1 good, 0 refused\n\nnext:\n  perennial upload rides ${path}\n`,
      });
    }
  });

  test('judges how fresh a file is by the time of the cloud it would go to', async () => {
    const fileRules = [{ kind: 'freshness', maxAgeHours: 24 }];
    const contract = { ...RIDES.contract, fileRules };
    const fresh = file('fresh.json', JSON.stringify({ ...RIDES, contract }));
    const path = file('rides.csv', HEADER + ROW);
    const startTime = '2019-03-01T12:00:00Z';
    const dataDir = join(folder, 'cloud');
    const cloud = await startLocalCloud({ dataDir, clock: 'virtual', startTime });
    const there = ['--endpoint-url', `http://127.0.0.1:${cloud.port}`];
    expect((await type('check', path, '--definition', fresh, ...there)).code).toBe(0);
    await cloud.dispatcher.advanceTo(Date.parse('2019-03-03T12:00:00Z'));
    expect((await type('check', path, '--definition', fresh, ...there)).code).toBe(1);
    await cloud.stop();
  });

  test('counts problems by rule, with the first lines, and exits with 1 for a refused file', async () => {
    const path = file(
      'bad.csv',
      HEADER + ROW + ROW.replace('2.5', 'far').repeat(4) + ROW.replace(',1,', ',Ada,'),
    );
    const { code, out } = await check(path);
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      `refused: ${path} for rides`,
      '  6 rows read, 1 good, 5 refused',
      '  why: correct the file: 83.3 % of its rows are bad, 5.0 % are tolerated (BadRows)',
      '',
      'rows  rule  column  does        first lines  for example',
      '----  ----  ------  ----------  -----------  ----------------------------------------',
      '   4  type  miles   refuse-row  3, 4, 5      "far": not a number',
      '   1  type  riders  refuse-row  7            "*** (3 characters)": not a whole number',
      '',
    ]);
  });

  test('answers in JSON', async () => {
    const { code, json } = await check(file('empty.csv', ''), '--json');
    expect([code, json()]).toEqual([
      1,
      expect.objectContaining({ model: 'rides', status: 'refused', code: 'Empty' }),
    ]);
  });

  test('writes refused rows where no spreadsheet computes them, personal values masked', async () => {
    const path = file(
      'formula.csv',
      `${HEADER}${ROW.replace('2.5', '=1+1')}${ROW.replace(',1,', ',Ada,')}`,
    );
    const refused = join(folder, 'refused.csv');
    await check(path, '--quarantine', refused);
    expect(readFileSync(refused, 'utf8')).toBe(
      "line,column,rule,value,message\n2,miles,type,'=1+1,not a number\n3,riders,type,*** (3 characters),not a whole number\n",
    );
  });

  test.each([
    ['damaged gzip', gzipSync(HEADER).subarray(0, 20), 'BrokenGzip'],
    ['UTF-16', Buffer.from(`\ufeff${HEADER}`, 'utf16le'), 'NotUtf8'],
    ['a quote that is never closed', `${HEADER}"2019`, 'QuoteNotClosed'],
  ])('tells of %s as the door does', async (_name, content, reason) => {
    const { code, json } = await check(file('broken.csv', content), '--json');
    expect([code, json()]).toEqual([1, expect.objectContaining({ code: reason })]);
  });

  test('judges labels by the columns of the target', async () => {
    const path = file('labels.csv', 'inference_id,total,tip\n2019030110-abc:0,10,1\n');
    expect((await check(path, '--labels')).code).toBe(0);
    expect((await check(path)).code).toBe(1);
  });

  test.each([
    [
      'no file',
      ['check', join(folder, 'none.csv'), '--definition', definition],
      'there is no file',
    ],
    [
      'no definition',
      ['check', definition, '--definition', join(folder, 'none.json')],
      'there is no file',
    ],
    [
      'a wrong definition',
      ['check', definition, '--definition', file('wrong.json', '{}')],
      'is no definition: correct',
    ],
  ])('with %s says so', async (_name, words, message) => {
    const { code, err } = await type(...words);
    expect(code).toBe(1);
    expect(err).toContain(message);
  });
});
