// A drift check of many captured rows in a fresh process: node bench/drift/run.mjs [rows]
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundled, temporaryFolder } from './bundle.mjs';

const HELP = `node bench/drift/run.mjs [rows] [--rounds <n>]

Writes a week of captures (1000000 rows of 12 numbers and 8 categories, an object per hour, JSON lines as the gateway
leaves them) into a temporary folder; then, in fresh processes, reads and counts them in the bins of a baseline, keeps the sample and
judges. Prints the median of the rounds (3), the largest resident memory, and beside it what JSON.parse of the same lines alone takes: on a
busy machine, whose clock tells what others leave, the ratio and the seconds of the processor are what holds. Exit code 1 above 3 s by the
clock a million rows, or above 200 MB.
`;
const { values, positionals } = parseArgs({
  allowPositionals: true, options: { help: { type: 'boolean' }, rounds: { type: 'string', default: '3' } },
});
const [rows, rounds] = [Number(positionals[0] ?? 1_000_000), Number(values.rounds)];
if (values.help || !(rows >= 10_000) || !(rounds >= 1)) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}
const folder = temporaryFolder();
const [writer, checker] = [await bundled('write-captures.ts', folder), await bundled('check-week.ts', folder)];
const { writeWeek } = await import(pathToFileURL(writer).href);
const data = join(folder, 'week');
const bytes = writeWeek(data, rows);
console.log(`${rows} rows x 20 features, ${(bytes / 1e6).toFixed(0)} MB of captures`);
const fresh = (name) => {
  const program = `import(${JSON.stringify(pathToFileURL(checker).href)}).then(({ ${name} }) => ${name}(${JSON.stringify(data)}))`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
};
const results = Array.from({ length: rounds }, () => ({ ...fresh('checkWeek'), plain: fresh('parseWeek').processor }));
console.log('round  seconds  of the processor  JSON.parse alone  largest MB  verdict');
for (const [round, { seconds, processor, plain, megabytes, verdict }] of results.entries()) {
  console.log(`${String(round + 1).padStart(5)}  ${seconds.toFixed(2).padStart(7)}  ${processor.toFixed(2).padStart(16)}  ${plain.toFixed(2).padStart(16)}  ${megabytes.toFixed(0).padStart(10)}  ${verdict}`);
}
const sorted = results.map(({ seconds }) => seconds).sort((a, b) => a - b);
const [median, most] = [sorted[Math.floor(rounds / 2)], Math.max(...results.map(({ megabytes }) => megabytes))];
const right = results.every(({ rows: seen, verdict }) => seen === rows && verdict === 'stable');
const good = right && median <= (3 * rows) / 1e6 && most <= 200;
console.log(`drift check of ${rows} rows x 20 features: ${median.toFixed(2)} s, ${most.toFixed(0)} MB, ${right ? 'all rows seen' : 'ROWS MISSING'}, ${good ? 'within' : 'OVER'} 3 s a million and 200 MB, ${(results.reduce((sum, { plain }) => sum + plain, 0) / results.reduce((sum, { processor }) => sum + processor, 0)).toFixed(1)} times as fast as JSON.parse alone`);
process.exit(good ? 0 : 1);
