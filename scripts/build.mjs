// Bundles the programs of this repository into dist/: one file per program and what they share, libraries left outside.
import { build } from 'esbuild';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const programs = {
  perennial: 'cli/main.ts',
  'story-comparer': 'cli/story/comparer.ts',
  app: 'bin/mlops.ts',
  lib: 'lib/index.ts',
  definition: 'domain/definition/index.ts',
  local: 'local/index.ts',
  'lambda-bootstrap': 'local/services/lambda/environments/bootstrap.ts',
  'xgboost-train': 'containers/xgboost/train.ts',
  'xgboost-serve': 'containers/xgboost/serve.ts',
};

/**
 * Libraries in CommonJS are loaded by `require`: an `import` of them would first search their text for names, which takes a
 * third of the time in which the local cloud starts.
 */
const byRequire = {
  name: 'by-require',
  setup(plugin) {
    plugin.onResolve({ filter: /^(@aws-sdk\/core|@smithy\/core|jsonata|libsql)(\/|$)/ }, ({ path, kind }) => (
      kind === 'import-statement' ? { path, namespace: 'by-require' } : { path, external: true }));
    plugin.onLoad({ filter: /.*/, namespace: 'by-require' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)})`, loader: 'js', resolveDir: root,
    }));
  },
};

await build({
  plugins: [byRequire],
  banner: { js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);" },
  entryPoints: Object.fromEntries(Object.entries(programs).filter(([, file]) => existsSync(join(root, file)))),
  absWorkingDir: root,
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  // What a command loads when it runs stays in a file of its own: `perennial up --empty` answers within 400 ms.
  splitting: true,
  chunkNames: 'shared-[hash]',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
});

// Parts of earlier builds go; those of the last hour may still be wanted by programs that run.
for (const name of readdirSync(join(root, 'dist')).filter((file) => file.startsWith('shared-'))) {
  const file = join(root, 'dist', name);
  if (Date.now() - statSync(file).mtimeMs > 3_600_000) rmSync(file, { force: true });
}
