// Synthesizes the app with 1, 10 and 100 models: node bench/synth/run.mjs
// Prints seconds, resources and template bytes per model, and how time grows with models.
import '../help.mjs';
import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
process.chdir(root);
mkdirSync('dist', { recursive: true });
const outfile = join(root, 'dist', 'bench-synth.mjs');
await build({
  entryPoints: ['bench/synth/app.ts'], outfile, bundle: true, packages: 'external', platform: 'node', format: 'esm',
  logLevel: 'warning',
});
const { synthesizeModels } = await import(pathToFileURL(outfile).href);
rmSync(outfile);

// The first synthesis bundles the functions and loads the CDK; it is not counted.
synthesizeModels(1, mkdtempSync(join(tmpdir(), 'bench-synth-')));
console.log('models  seconds  seconds/model  resources/model  platform resources  largest template');
const times = new Map();
for (const count of [1, 10, 100]) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-synth-'));
  const start = process.cpuUsage();
  synthesizeModels(count, folder);
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  times.set(count, seconds);
  const texts = readdirSync(folder).filter((name) => name.endsWith('.template.json'))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  const resources = new Map(texts.map(([name, text]) => [name, Object.keys(JSON.parse(text).Resources).length]));
  const models = [...resources].filter(([name]) => !name.includes('platform')).map(([, number]) => number);
  const bytes = Math.max(...texts.map(([, text]) => text.length));
  console.log([
    String(count).padStart(6), seconds.toFixed(2).padStart(8), (seconds / count).toFixed(3).padStart(14),
    `${Math.min(...models)} to ${Math.max(...models)}`.padStart(16),
    String(resources.get('perennial-platform.template.json')).padStart(19), `${bytes} bytes`.padStart(17),
  ].join(' '));
  rmSync(folder, { recursive: true });
}
const growth = (times.get(100) - times.get(10)) / 90 / ((times.get(10) - times.get(1)) / 9);
console.log(`a model more costs ${growth.toFixed(2)} times between 10 and 100 models what it costs between 1 and 10`);
