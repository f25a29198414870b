// Trains on taxi trips beside XGBoost: node bench/boosting/run.mjs <folder with yellow_tripdata_sample_*.csv.gz>
import { build } from 'esbuild';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const outfile = join(mkdtempSync(join(tmpdir(), 'boosting-bench-')), 'compare.mjs');
await build({
  entryPoints: [join(here, 'compare.ts')], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning',
});
const { compare } = await import(pathToFileURL(outfile).href);
await compare({ folder: process.argv[2], script: join(here, 'reference.py') });
