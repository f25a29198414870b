// Errors that are told before labels come: node bench/drift/estimated.mjs
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundled, temporaryFolder } from './bundle.mjs';

const HELP = `node bench/drift/estimated.mjs [--labels-after <days>]

Trains the taxi model and checks it every day as the product does, once where the meaning of the target changes (a surcharge, 2 February
2019) and once where the inputs do (spring 2020). Prints what the mean absolute error of the trailing seven days was thought to be
before labels came, what it turned out to be, and the days on which the one and the other leave what the holdout had by more than the
model may. An estimate sees rows that are harder; that the same rows have other truths it cannot see, and says so once labels (3 days
later; later than the window of seven days they come too late for both) have shown it. Exit code 1 where it keeps silent then.
`;
const { values } = parseArgs({ options: { help: { type: 'boolean' }, 'labels-after': { type: 'string', default: '3' } } });
const labelsAfter = Number(values['labels-after']);
if (values.help || !(labelsAfter >= 0)) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}
const root = fileURLToPath(new URL('../..', import.meta.url));
const { estimatedShift, MOST_INCREASE } = await import(pathToFileURL(await bundled('estimated.ts', temporaryFolder())).href);
const WATCHES = [
  { name: 'the surcharge of February 2019', trained: ['2018-01', '2018-12'], watched: ['2019-01-14', '2019-03-24'] },
  { name: 'the spring of 2020', trained: ['2019-02', '2020-01'], watched: ['2020-02-10', '2020-05-31'] },
];
let silent = 0;
for (const { name, ...watch } of WATCHES) {
  const { holdout, days } = await estimatedShift(root, { ...watch, labelsAfter });
  console.log(`\n${name}: ${holdout.toFixed(2)} on the holdout of ${watch.trained.join(' to ')}`);
  console.log('day         rows  estimate  says             measured  by the labels that have come');
  for (const { day, rows, estimate, verdict, measured, quality } of days.filter((_, index) => index % 7 === 0)) {
    console.log(`${day}  ${String(rows).padStart(4)}  ${estimate.toFixed(2).padStart(8)}  ${verdict.padEnd(15)}  ${measured.toFixed(2).padStart(8)}  ${quality}`);
  }
  const first = (holds) => days.find(holds)?.day ?? 'no day';
  const most = holdout * (1 + MOST_INCREASE);
  const worse = first(({ measured }) => measured > most);
  const told = first(({ verdict }) => verdict === 'worse');
  const doubts = first(({ verdict }) => verdict === 'cannot-tell');
  const off = days.filter(({ measured, estimate }) => measured <= most && estimate > 0).map(({ estimate, measured }) => Math.abs(estimate / measured - 1));
  console.log(`errors are more than ${MOST_INCREASE * 100} % over the holdout's from ${worse} on; the estimate says worse from ${told} on, labels say so from ${first(({ quality }) => quality === 'bad')} on, and the estimate that it cannot tell from ${doubts} on`);
  console.log(`where they were not, the estimate was ${(100 * off.reduce((sum, each) => sum + each, 0) / off.length).toFixed(0)} % off on the average day`);
  if (worse !== 'no day' && told === 'no day' && doubts === 'no day') silent += 1;
}
process.exit(silent === 0 ? 0 : 1);
