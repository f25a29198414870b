#!/usr/bin/env node
// The command line's entry: bundles the programs first where that was not done yet, or where a source is newer.
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(root, 'dist', 'perennial.mjs');

/** When a file was written last, in milliseconds; undefined where there is none. */
const written = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs;

/** Whether the programs are there and none of the sources that they were made of has changed or gone since. */
function isBuilt() {
  const built = written(program);
  const list = join(root, 'dist', 'sources.json');
  if (built === undefined || written(list) === undefined) return false;
  return JSON.parse(readFileSync(list, 'utf8')).every((file) => (written(`${root}/${file}`) ?? Infinity) <= built);
}

if (!isBuilt()) {
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
