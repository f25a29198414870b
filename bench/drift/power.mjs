// The smallest change that is seen: node bench/drift/power.mjs
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundled, temporaryFolder } from './bundle.mjs';

const HELP = `node bench/drift/power.mjs [--windows <n>]

Changes one feature of windows of taxi trips (its mean, its scale, the share of a category, missing values, a category that is new)
by more and more, and prints the smallest change that 80 % of the windows (50) call drifting, by the number of rows.
Exit code 1 when some kind of change is never seen.
`;
const { values } = parseArgs({ options: { help: { type: 'boolean' }, windows: { type: 'string', default: '50' } } });
const windows = Number(values.windows);
if (values.help || !(windows >= 5)) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}
const root = fileURLToPath(new URL('../..', import.meta.url));
const { power } = await import(pathToFileURL(await bundled('power.ts', temporaryFolder())).href);
process.exit(power(root, windows) ? 0 : 1);
