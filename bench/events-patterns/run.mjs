// Matches of event patterns per second: node bench/events-patterns/run.mjs
import '../help.mjs';
import { build } from 'esbuild';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const outfile = join(mkdtempSync(join(tmpdir(), 'patterns-bench-')), 'patterns.mjs');
await build({
  entryPoints: [join(here, 'measure.ts')], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning',
});
const { measure } = await import(pathToFileURL(outfile).href);
for (const line of measure()) console.log(line);
