// Many small uploads in one process, as a warm function reads them: node bench/data/small.mjs [files] [rows]
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { build } from 'esbuild';

const [files, rows] = [Number(process.argv[2] ?? 1000), Number(process.argv[3] ?? 330)];
if (!(files >= 1 && rows >= 1)) {
  console.log(`node bench/data/small.mjs [files] [rows]

Judges, profiles and writes as Parquet so many files (1000) of so many rows (330) of taxi trips, one after the other in one
process; prints the milliseconds of the processor that each takes, and what a file of one row takes. Exit code 1 when nothing was accepted.`);
  process.exit(process.argv[2] === '--help' ? 0 : 2);
}
const folder = mkdtempSync(join(tmpdir(), 'bench-small-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const here = fileURLToPath(new URL('.', import.meta.url));
const month = join(here, '../../pipelines/taxi-fare/data/yellow_tripdata_sample_2018-01.csv.gz');
const [table, bundle] = [join(folder, 'month.csv'), join(folder, 'small.mjs')];
writeFileSync(table, gunzipSync(readFileSync(month)));
await build({ entryPoints: [join(here, 'small.ts')], outfile: bundle, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
const { readSmall } = await import(pathToFileURL(bundle).href);
const [one, many] = [await readSmall(table, files, 1), await readSmall(table, files, rows)];
console.log(`${files} files of ${rows} rows: ${many.each.toFixed(2)} ms of the processor each, ${one.each.toFixed(2)} of them for the first row`);
process.exit(many.accepted > 0 && many.written > 0 ? 0 : 1);
