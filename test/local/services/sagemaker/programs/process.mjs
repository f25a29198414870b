// A tiny processing program: writes its input in capitals, and its arguments.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const base = process.env.SAGEMAKER_BASE_DIR;
for (const name of readdirSync(join(base, 'processing/input/data'))) {
  writeFileSync(
    join(base, 'processing/output', name),
    readFileSync(join(base, 'processing/input/data', name), 'utf8').toUpperCase(),
  );
}
writeFileSync(join(base, 'output/message'), process.argv.slice(2).join(' '));
