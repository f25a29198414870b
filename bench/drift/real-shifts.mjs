// When a real change is seen: node bench/drift/real-shifts.mjs
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundled, temporaryFolder } from './bundle.mjs';

const HELP = `node bench/drift/real-shifts.mjs [--python <path>]

Checks taxi trips every day from February to May 2020, the seven days before against the year before, with the settings of the
model: the verdict on drift and the classifier beside it. Prints the days on which either turns for good. Exit code 1 when drift was
seen before March or not by 15 April.

  --python <path>  a Python with evidently: its data drift preset, with its defaults, on the same windows
`;
const { values } = parseArgs({ options: { help: { type: 'boolean' }, python: { type: 'string' } } });
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const folder = temporaryFolder();
const windows = join(folder, 'windows');
mkdirSync(windows);
const { realShifts } = await import(pathToFileURL(await bundled('real-shifts.ts', folder)).href);
const days = realShifts(fileURLToPath(new URL('../..', import.meta.url)), windows);
const theirs = values.python === undefined ? new Map() : evidently(values.python);
console.log('day         rows  score  verdict          AUC    told apart  evidently: columns that drift');
for (const { day, rows, score, verdict, auc, isTold } of days) {
  const peer = theirs.get(day);
  console.log(`${day}  ${String(rows).padStart(4)}  ${score.toFixed(2).padStart(5)}  ${verdict.padEnd(15)}  ${auc.toFixed(3)}  ${(isTold ? 'yes' : 'no').padEnd(10)}  ${peer === undefined ? '-' : `${peer.columns} of 7${peer.share >= 0.5 ? ', drift' : ''}`}`);
}
const drift = turn(({ verdict }) => verdict === 'drifting');
const told = turn((each) => each.isTold);
const early = days.filter(({ day, verdict }) => verdict === 'drifting' && day < '2020-03').length;
const peers = days.filter(({ day }) => theirs.has(day) && day < '2020-03');
if (peers.length > 0) {
  const columns = peers.reduce((sum, { day }) => sum + theirs.get(day).columns, 0) / peers.length;
  console.log(`evidently before March: ${columns.toFixed(1)} columns of 7 drift on the average day; its preset says drift from ${turn(({ day }) => (theirs.get(day)?.share ?? 0) >= 0.5) ?? 'no day'} on`);
}
const good = early === 0 && drift !== undefined && drift <= '2020-04-15';
console.log(`real shifts: drift is seen from ${drift ?? 'no day'} on, the classifier tells from ${told ?? 'no day'} on, ${early} checks before March drift`);
process.exit(good ? 0 : 1);

/** The first day from which on something holds to the end. */
function turn(holds) {
  const last = days.findLastIndex((each) => !holds(each));
  return days[last + 1]?.day;
}

function evidently(python) {
  const script = fileURLToPath(new URL('peer.py', import.meta.url));
  const { stdout, stderr, status } = spawnSync(python, [script, windows], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return new Map(stdout.trim().split('\n').map((line) => JSON.parse(line)).map((each) => [each.day, each]));
}
