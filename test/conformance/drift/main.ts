import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { compareCase } from './evidently.ts';
import type { Case } from './evidently.ts';

const HELP = `node test/conformance/drift/run.mjs <cases.jsonl or cases.jsonl.gz>

Computes what Evidently computed of each pair of samples: distances have to agree to 1e-6, p-values to 1e-4 (small samples: 1e-6).
Exit code 1 when one does not.
`;
const [path] = process.argv.slice(2);
if (path === undefined || path === '--help') {
  process.stdout.write(HELP);
  process.exit(path === undefined ? 2 : 0);
}
const bytes = readFileSync(path);
const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
const outcomes = text
  .split('\n')
  .filter(Boolean)
  .flatMap((line) => compareCase(JSON.parse(line) as Case));
for (const { id, score, detail } of outcomes.filter(({ result }) => result === 'other')) {
  process.stdout.write(`FAIL ${id}, ${score}: ${detail}\n`);
}
const scores = [...new Set(outcomes.map(({ score }) => score))];
for (const name of scores) {
  const of = (result: string) =>
    outcomes.filter(({ score, result: got }) => score === name && got === result).length;
  process.stdout.write(
    `${name.padEnd(18)} ${of('same')} the same, ${of('other')} not, ${of('known')} not compared\n`,
  );
}
const count = (result: string) => outcomes.filter((each) => each.result === result).length;
process.stdout.write(
  `${count('same')} passed, ${count('other')} failed, ${count('known')} not compared (known-differences.md)\n`,
);
process.exit(count('other') === 0 ? 0 : 1);
