import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCloud } from '../../local/services/states/support.ts';
import type { TestCloud } from '../../local/services/states/support.ts';
import { difference, readRows } from './recording.ts';

interface Row {
  readonly id: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

/** Not expected to pass, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {};

const rows = readRows<Row>('test-state.jsonl.gz');
let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.end());

async function problemOf({ request, expected }: Row): Promise<string | undefined> {
  const { ResponseMetadata: _metadata, ...recorded } = expected;
  const bound = new Map([
    ['<partition>', 'aws'],
    ['<region>', 'us-east-1'],
  ]);
  return difference(recorded, await cloud.sfn('TestState', request), bound);
}

const GROUPS = [...new Set(rows.map(({ id }) => id.split('#')[0]!.split('[')[0]!))];

test.each(GROUPS)('a state by itself does as AWS recorded it: %s', async (group) => {
  const problems: string[] = [];
  for (const row of rows.filter(({ id }) => id.split('#')[0]!.split('[')[0] === group)) {
    if (Object.keys(EXCEPTIONS).some((part) => row.id.includes(part))) continue;
    const problem = await problemOf(row).catch(String);
    if (problem) problems.push(`${row.id}: ${problem}`);
  }
  expect(problems).toEqual([]);
});
