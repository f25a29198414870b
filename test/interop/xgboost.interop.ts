import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ENVIRONMENT } from './support/environment.ts';

test('XGBoost grows the same trees of the taxi trips, and each reads what the other wrote', () => {
  const report = execFileSync(process.execPath, ['bench/boosting/run.mjs', 'pipelines/taxi-fare/data'], {
    encoding: 'utf8',
    env: { ...process.env, PYTHON: join(ENVIRONMENT, 'bin', 'python') },
  });
  process.stdout.write(report);
  expect(report).toContain('trees     100 of 100 identical');
  const differences = [...report.matchAll(/predictions differ by at most (\S+)/g)].map(([, value]) => Number(value));
  expect(differences).toHaveLength(4);
  for (const difference of differences) expect(difference).toBeLessThan(1e-5);
  const [, ours, theirs] = /held-out +MAE ours ([\d.]+), theirs ([\d.]+)/.exec(report)?.map(Number) ?? [];
  expect(Math.abs(ours! / theirs! - 1)).toBeLessThan(0.02);
});
