// Trains on taxi trips beside XGBoost: PYTHON=<python with xgboost> node bench/boosting/run.mjs <folder with yellow_tripdata_sample_*.csv.gz>
import '../help.mjs';
import { build } from 'esbuild';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const outfile = join(mkdtempSync(join(tmpdir(), 'boosting-bench-')), 'compare.mjs');
await build({
  entryPoints: [join(here, 'compare.ts')], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning',
});
const folder = process.argv[2];
if (folder === undefined) {
  console.log('name the folder with the taxi trips: node bench/boosting/run.mjs --help');
  process.exit(2);
}
const module = pathToFileURL(outfile).href;
const { compare } = await import(module);
compare({ folder: resolve(folder), script: join(here, 'reference.py'), module });
