/** Prints what our contract language makes of Great Expectations' cases, by expectation. */
import { readFileSync } from 'node:fs';
import { outcomeOf } from './cases.ts';
import type { Case, Outcome } from './cases.ts';

/** Runs the cases of a file, a JSON object to a line. Answers the exit code: 1 below 95 %. */
export function run(path: string): number {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const cases = lines.map((line) => JSON.parse(plain(line)) as Case);
  const all: (Outcome & { readonly id: string; readonly expectation: string })[] = [];
  for (const one of cases) {
    const outcome = outcomeOf(one);
    if (outcome !== null) all.push({ ...outcome, id: one.id, expectation: one.expectation });
  }
  const [passed, failed] = [
    all.filter(({ is }) => is === 'passed'),
    all.filter((one) => one.is === 'failed'),
  ];
  for (const one of failed) console.log(`FAIL ${one.id} | ${one.is === 'failed' ? one.why : ''}`);
  const reasons = new Map<string, number>();
  for (const one of all) {
    if (one.is === 'not offered')
      reasons.set(
        `${one.expectation}: ${one.why}`,
        (reasons.get(`${one.expectation}: ${one.why}`) ?? 0) + 1,
      );
  }
  for (const [reason, times] of [...reasons].sort())
    console.log(`not offered ${String(times).padStart(3)} ${reason}`);
  const offered = passed.length + failed.length;
  console.log(
    `${passed.length} passed, ${failed.length} failed, ${all.length - offered} not offered, ${cases.length - all.length} left out`,
  );
  return passed.length >= 0.95 * offered ? 0 : 1;
}

/** Python writes numbers into JSON that JSON does not have. */
function plain(line: string): string {
  return line.replaceAll(/(?<=[[,:] ?-?)Infinity/g, '1e999').replaceAll(/(?<=[[,:] ?)NaN/g, 'null');
}
