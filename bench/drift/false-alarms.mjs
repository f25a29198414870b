// How often nothing is taken for drift: node bench/drift/false-alarms.mjs
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundled, temporaryFolder } from './bundle.mjs';

const HELP = `node bench/drift/false-alarms.mjs [--windows <n>]

Draws 2000 pairs of baseline and window from taxi trips and from telephone customers, at 100, 1000 and 10000 rows, all features
together, and counts how often the verdict is drifting, with its 95 % interval beside what is stated; then checks the real quiet
weeks from October to December 2018 every day. Exit code 1 when a rate lies surely above what is stated, or a real quiet week pages.
`;
const { values } = parseArgs({ options: { help: { type: 'boolean' }, windows: { type: 'string', default: '2000' } } });
const windows = Number(values.windows);
if (values.help || !(windows >= 10)) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}
const root = fileURLToPath(new URL('../..', import.meta.url));
const { falseAlarms } = await import(pathToFileURL(await bundled('false-alarms.ts', temporaryFolder())).href);
process.exit(falseAlarms(root, windows) ? 0 : 1);
