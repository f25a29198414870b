import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assembly } from '../support/assembly.ts';
import { program } from './support/program.ts';

// The CDK writes dependencies out although references imply them.
const IGNORED = 'W3005';

test.each(['aws-managed', 'kms'] as const)('cfn-lint finds nothing in the app with %s keys', async (keys) => {
  const folder = await assembly(keys);
  const templates = readdirSync(folder).filter((name) => name.endsWith('.template.json'));
  expect(templates.length).toBeGreaterThan(2);
  const paths = templates.map((name) => join(folder, name));
  const words = ['--ignore-checks', IGNORED, '--format', 'parseable', '--', ...paths];
  expect(await program('cfn-lint', words)).toEqual({ code: 0, out: '', err: '' });
});
