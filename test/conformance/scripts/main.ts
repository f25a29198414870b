/** Replays recorded scripts against a cloud in this process, and says how many pass. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readRatchet, withPassing } from './ratchet.ts';
import { readScripts } from './script.ts';
import type { Script } from './script.ts';
import { ratchetFile, RECORDED } from './services.ts';
import type { Recorded } from './services.ts';
import { startSession } from './session.ts';
import type { Result } from './session.ts';

/** Seconds after which a script is left out of the tests. */
const SLOW = 1;

const NAMES = RECORDED.map(({ name }) => name).join(', ');

const HELP = `npm run conformance -- [service ...] [options]

Replays all scripts of some services, or of all: ${NAMES}.
Prints each script that does not pass with its reason, and how many do. Exit code 1 when a script of a
ratchet does not pass, 2 when the command is wrong.

  --only <text>         only scripts whose id contains it
  --patience <seconds>  how long a script's waits last at most, in real time (2)
  --as-written          makes nothing beforehand that a script does not make, takes roles on trust, holds no ratchet
  --quiet               no line per script
  --update              add what passes twice, the second time in the other order, to the ratchets
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    patience: { type: 'string', default: '2' },
    'as-written': { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(HELP);
  process.exit(0);
}

if (values.update && values['as-written']) {
  console.error('ratchets hold scripts that had what AWS asks for: leave out --as-written');
  process.exit(2);
}

const unknown = positionals.filter((name) => !RECORDED.some((service) => service.name === name));
if (unknown.length > 0) {
  console.error(`no scripts of ${unknown.join(', ')}; there are ${NAMES}`);
  process.exit(2);
}

const rows: object[] = [];
let broken = 0;
for (const service of RECORDED) {
  if (positionals.length > 0 && !positionals.includes(service.name)) continue;
  const results = await runService(service);
  if (!values['as-written']) broken += reportBroken(service, results);
  rows.push(countsOf(service, results));
}
console.table(rows);
process.exit(broken > 0 ? 1 : 0);

async function runService(service: Recorded): Promise<readonly Result[]> {
  const scripts = readScripts(service.file).filter(({ id }) => id.includes(values.only));
  const results = await runAll(scripts, service);
  for (const { kind, id, why } of results)
    if (!values.quiet && kind !== 'passed') console.log(`${kind} ${id} | ${why}`);
  if (values.update) await update(service, scripts, results);
  return results;
}

async function runAll(
  scripts: readonly Script[],
  { accountId }: Recorded,
): Promise<readonly Result[]> {
  const session = await startSession(accountId, {
    patience: Number(values.patience),
    asWritten: values['as-written'],
  });
  const results: Result[] = [];
  for (const script of scripts) results.push(await session.run(script));
  await session.end();
  return results;
}

async function update(
  service: Recorded,
  scripts: readonly Script[],
  results: readonly Result[],
): Promise<void> {
  const once = new Map(results.map((result) => [result.id, result]));
  const passing = scripts.filter(({ id }) => once.get(id)?.kind === 'passed').reverse();
  const twice = (await runAll(passing, service)).filter(({ kind }) => kind === 'passed');
  const isSlow = ({ id, seconds }: Result) => Math.max(seconds, once.get(id)!.seconds) > SLOW;
  const file = ratchetFile(service.name);
  const [slow, quick] = [twice.filter(isSlow), twice.filter((result) => !isSlow(result))];
  const ids = (some: readonly Result[]) => some.map(({ id }) => id);
  writeFileSync(file, withPassing(textOf(service), { quick: ids(quick), slow: ids(slow) }));
}

function textOf({ name }: Recorded): string {
  const file = ratchetFile(name);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function reportBroken(service: Recorded, results: readonly Result[]): number {
  const { quick, slow } = readRatchet(textOf(service));
  const held = new Set([...quick, ...slow]);
  const failing = results.filter(({ id, kind }) => held.has(id) && kind !== 'passed');
  for (const { id, why } of failing) console.error(`must pass: ${id} | ${why}`);
  return failing.length;
}

function countsOf({ name }: Recorded, results: readonly Result[]): object {
  const count = (kind: Result['kind']) => results.filter((result) => result.kind === kind).length;
  return {
    service: name,
    passed: count('passed'),
    failed: count('failed'),
    'not offered': count('not offered'),
    skipped: count('skipped'),
    seconds: Math.round(results.reduce((sum, { seconds }) => sum + seconds, 0)),
  };
}
