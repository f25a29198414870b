import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connection } from '../../cli/aws/connection.ts';
import type { PlatformAddress } from '../../cli/aws/platform.ts';
import { MonthErrors } from '../../cli/story/month-errors.ts';

const platform: PlatformAddress = {
  registryTable: 'registry',
  landingBucket: 'landing',
  lakeBucket: 'lake',
  artifactBucket: 'artifacts',
  operateUrl: 'http://127.0.0.1:1/',
  oncallTopicArn: 'topic',
  manageModelArn: 'function',
  gateways: new Map(),
};

test('months that are asked about before and after the thread has failed fail with it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-months-'));
  const nobody = connection('http://127.0.0.1:1', 'perennial');
  const errors = new MonthErrors({ folder, platform, connection: nobody });
  await expect(errors.of('2018-10')).rejects.toThrow('ECONNREFUSED');
  await expect(errors.of('2018-11')).rejects.toThrow('ECONNREFUSED');
  await errors.stop();
  rmSync(folder, { recursive: true });
});
