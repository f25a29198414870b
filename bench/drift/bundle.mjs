// Bundles a program of this folder into a temporary one, which goes with the process.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The path of a temporary folder. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'drift-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The path of a bundle of a file of this folder. */
export async function bundled(name, folder) {
  const outfile = join(folder, name.replace('.ts', '.mjs'));
  await build({ entryPoints: [join(here, name)], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
  return outfile;
}
