// Bundles the runner beside the programs that it needs, and runs it.
import { build } from 'esbuild';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

await import('../../../scripts/build.mjs');
await build({
  entryPoints: { conformance: 'test/conformance/scripts/main.ts' },
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
await import('../../../dist/conformance.mjs');
