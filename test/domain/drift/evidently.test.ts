import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { compareCase, NOT_COMPARED } from '../../conformance/drift/evidently.ts';
import type { Case } from '../../conformance/drift/evidently.ts';

const folder = join(import.meta.dirname, '../../conformance/drift');
const cases = gunzipSync(readFileSync(join(folder, 'evidently.jsonl.gz')))
  .toString('utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

describe('what a peer makes of the same samples', () => {
  test.each(cases.map((each) => [each.id, each] as const))('the same as ours: %s', (_id, each) => {
    const outcomes = compareCase(each);
    expect(outcomes.filter(({ result }) => result === 'other')).toEqual([]);
    expect(outcomes.filter(({ result }) => result === 'same').length).toBeGreaterThan(3);
  });

  test('a changed value is noticed: the comparison can fail', () => {
    const [first] = cases;
    const changed = { ...first!, current: first!.current.map((value) => Number(value) + 0.05) };
    const others = compareCase(changed).filter(({ result }) => result === 'other');
    expect(others.map(({ score }) => score)).toContain('wasserstein');
  });

  test('every score that is not compared is listed with its reason', () => {
    const text = readFileSync(join(folder, 'known-differences.md'), 'utf8');
    expect(NOT_COMPARED.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});
