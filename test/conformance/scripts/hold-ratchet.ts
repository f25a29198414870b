/**
 * The test of a service: what is in its ratchet passes. Scripts with functions in Python are left out
 * on machines without it.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRatchet } from './ratchet.ts';
import { readScripts } from './script.ts';
import type { Script } from './script.ts';
import { ratchetFile, RECORDED } from './services.ts';
import { startSession } from './session.ts';
import type { Session } from './session.ts';

/** Defines the tests of a service. */
export function holdRatchet(name: string): void {
  const { file, accountId } = RECORDED.find((service) => service.name === name)!;
  const { quick, slow } = readRatchet(readFileSync(ratchetFile(name), 'utf8'));
  const scripts = new Map(readScripts(file).map((script) => [script.id, script]));
  let session: Session;

  beforeAll(async () => {
    session = await startSession(accountId);
  });
  afterAll(() => session.end());

  test('the ratchet names scripts that there are, each once', () => {
    const ids = [...quick, ...slow];
    expect(ids.filter((id) => !scripts.has(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  const runnable = quick.filter((id) => runsHere(scripts.get(id)));
  const groups = [...new Set(runnable.map(groupOf))];
  test.each(groups)('answers are those that AWS was seen to give: %s', async (group) => {
    const problems: string[] = [];
    for (const id of runnable.filter((other) => groupOf(other) === group)) {
      const { kind, why } = await session.run(scripts.get(id)!);
      if (kind !== 'passed') problems.push(`${id}: ${kind}: ${why}`);
    }
    expect(problems).toEqual([]);
  });
}

const hasPython = spawnSync('python3', ['--version']).status === 0;

function runsHere(script: Script | undefined): boolean {
  return hasPython || !JSON.stringify(script?.steps).includes('"Runtime":"python');
}

/** `tests/aws/services/sqs/test_sqs.py::TestSqsProvider::test_x[sqs]`: the file and the class. */
function groupOf(id: string): string {
  const [file = '', ...names] = id.split('::');
  return [file.split('/').at(-1), ...names.slice(0, -1)].join(' ');
}
