/** What the README tells people to type works, in the order in which it tells it. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VirtualClock } from '../../cli/story/virtual-clock.ts';
import { deployedCloud } from '../support/deployed-cloud.ts';
import type { DeployedCloud } from '../support/deployed-cloud.ts';
import { type } from '../support/terminal.ts';

/** Lines of the README's shell blocks, without comments. */
const LINES = [...readFileSync('README.md', 'utf8').matchAll(/```sh\n([^`]*)```/g)]
  .flatMap(([, block]) => block!.split('\n'))
  .map((line) => line.replace(/\s+#.*$/, '').trim())
  .filter((line) => line !== '');

/** Lines that are held elsewhere. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'npm ci && npm start': 'the story: it plays for minutes',
  'npm ci && npm test': 'this is part of it',
  'npx cdk synth': 'test/lib synthesizes the same app, offline',
  'npx cdk bootstrap && npx cdk deploy --all -c stage=production -c oncall=you@example.com':
    'it needs an account of AWS',
  'npx perennial status --aws': 'it needs an account of AWS',
  'AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test aws --region us-east-1 --endpoint-url http://127.0.0.1:4566 sagemaker list-training-jobs':
    'test/interop runs the AWS CLI',
};

const ours = LINES.filter((line) => !(line in ELSEWHERE));

let cloud: DeployedCloud;
beforeAll(async () => {
  cloud = await deployedCloud('--virtual-clock');
});
afterAll(() => cloud.stop());

test('no line is left out without a reason, and no reason is left over', () => {
  expect(ours.filter((line) => !line.startsWith('npx perennial '))).toEqual([]);
  expect(Object.keys(ELSEWHERE).filter((line) => !LINES.includes(line))).toEqual([]);
});

test('each line does what it says while time goes by', async () => {
  const clock = new VirtualClock(cloud.endpoint);
  for (const line of ours) {
    const words = line.replace('npx perennial ', '').split(' ');
    const { code, err } = await type(...words, '--endpoint-url', cloud.endpoint);
    expect({ line, code, err }).toEqual({ line, code: 0, err: '' });
    await clock.advanceTo(new Date((await clock.now()) + 600_000));
  }
});
