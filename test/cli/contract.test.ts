import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { churn } from '../../pipelines/churn/pipeline.ts';
import { type } from '../support/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'contract-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: unknown): string {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return join(folder, name);
}

const PROGRAM = 'pipelines/churn/pipeline.ts';
const narrower = file('narrower.json', { ...churn, contract: { ...churn.contract, otherColumns: 'refuse' } });

test('contract import prints, or writes, what constraints say', async () => {
  const constraints = file('constraints.json', { features: [{ name: 'a', inferred_type: 'Integral' }], more: 1 });
  const { code, out } = await type('contract', 'import', constraints);
  expect([code, out]).toEqual([0, expect.stringContaining("{ name: 'a', type: 'integer' },")]);
  expect(out).toContain('// Not said: more');
  const written = join(folder, 'contract.txt');
  await type('contract', 'import', constraints, '--out', written);
  expect(`${readFileSync(written, 'utf8')}`).toBe(out);
  expect(await type('contract', 'import', file('other.json', '[]'))).toMatchObject({ code: 1 });
  expect(await type('contract', 'import', file('broken.json', '{'))).toMatchObject({ code: 1 });
});

describe('contract diff', () => {
  test('compares a program with a file, and says what breaks', async () => {
    const { code, json } = await type('contract', 'diff', PROGRAM, narrower, '--json');
    expect(code).toBe(1);
    expect(json()).toMatchObject({
      verdict: 'incompatible',
      changes: [{ column: '', rule: 'otherColumns', from: 'drop', to: 'refuse', effect: 'incompatible' }],
    });
    expect((await type('contract', 'diff', PROGRAM, narrower)).out).toContain('INCOMPATIBLE');
  });

  test('what accepts more breaks nothing, and neither does what says the same', async () => {
    expect(await type('contract', 'diff', narrower, PROGRAM)).toMatchObject({ code: 0 });
    expect((await type('contract', 'diff', PROGRAM, PROGRAM)).out).toContain('the contracts say the same');
  });

  test.each([
    [['contract', 'merge', PROGRAM, PROGRAM], 2, "contract does not know 'merge'"],
    [['contract', 'diff', PROGRAM], 2, 'name the new definition'],
    [['contract', 'diff', PROGRAM, './no-such.json'], 1, "there is no file './no-such.json'"],
    [['contract', 'diff', PROGRAM, file('odd.json', '{}')], 1, 'is no definition'],
    [['contract', 'diff', PROGRAM, file('odd.ts', 'export const a = 1, b = 2;')], 1, 'it exports 2 values'],
  ] as const)('%j is refused', async (words, code, message) => {
    const answer = await type(...words);
    expect(answer.code).toBe(code);
    expect(answer.err).toContain(message);
  });
});
