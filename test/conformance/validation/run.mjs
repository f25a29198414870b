// What our contract language makes of Great Expectations' own cases: node test/conformance/validation/run.mjs <file of cases>
import { build } from 'esbuild';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const path = process.argv[2];
if (path === undefined) {
  console.log('name a file of cases, a JSON object to a line: node test/conformance/validation/run.mjs <file>');
  process.exit(2);
}
const here = fileURLToPath(new URL('.', import.meta.url));
const outfile = join(mkdtempSync(join(tmpdir(), 'validation-')), 'main.mjs');
await build({ entryPoints: [join(here, 'main.ts')], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
const { run } = await import(pathToFileURL(outfile).href);
process.exit(run(path));
