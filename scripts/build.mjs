// Bundles the programs of this repository into dist/: one file per program, libraries left outside.
import { build } from 'esbuild';
import { existsSync } from 'node:fs';

const programs = {
  perennial: 'cli/main.ts',
  app: 'bin/mlops.ts',
  lib: 'lib/index.ts',
  definition: 'domain/definition/index.ts',
  local: 'local/index.ts',
  'lambda-bootstrap': 'local/services/lambda/bootstrap.ts',
  'xgboost-train': 'containers/xgboost/train.ts',
  'xgboost-serve': 'containers/xgboost/serve.ts',
};

await build({
  entryPoints: Object.fromEntries(Object.entries(programs).filter(([, file]) => existsSync(file))),
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
});
