#!/usr/bin/env node
// The command line's entry: bundles the programs first where that was not done yet, or where a source is newer.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(root, 'dist', 'perennial.mjs');

function newest(folder) {
  return Math.max(0, ...readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs));
}

const sources = ['cli', 'local', 'lib', 'lambda', 'domain', 'containers', 'pipelines', 'bin'].filter((folder) => existsSync(join(root, folder)));
if (!existsSync(program) || Math.max(...sources.map(newest)) > statSync(program).mtimeMs) {
  await import('../scripts/build.mjs').catch(({ message }) => {
    process.stderr.write(`perennial: ${message.split('\n')[0]}\n  next: mend what is named above, then try again\n`);
    process.exit(1);
  });
}

const { main } = await import(program);
// Whoever reads from a pipe may read no more, or more slowly than is written: nothing is lost when the process ends.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', ({ code }) => process.exit(code === 'EPIPE' ? 0 : 1));
}
const code = await main(process.argv.slice(2));
for (const stream of [process.stdout, process.stderr]) await new Promise((done) => stream.write('', done));
process.exit(code);
