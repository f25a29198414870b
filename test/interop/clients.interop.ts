/** Real clients make the same calls of every service, and understand the answers alike. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyCloud } from '../local/support/cloud.ts';
import type { TestCloud } from '../local/support/cloud.ts';
import { nodeZip } from '../local/services/lambda/support.ts';
import { boto } from './probes/boto.ts';
import { cli } from './probes/cli.ts';
import { sdk } from './probes/sdk.ts';
import { filled, valueAt } from './probes/step.ts';
import type { Client } from './probes/step.ts';
import { probes } from './probes/table.ts';
import { ENVIRONMENT, OLDER_ENVIRONMENT } from './support/environment.ts';

/** A client of the cloud, and how it is ended. */
type Start = (endpoint: string) => Promise<{ readonly call: Client; readonly stop?: () => void }>;

const CLIENTS: Readonly<Record<string, Start>> = {
  'the SDK for JavaScript': async (endpoint) => ({ call: sdk(endpoint) }),
  'the AWS CLI': async (endpoint) => ({ call: cli(endpoint) }),
  'boto3, the newest': (endpoint) => boto(ENVIRONMENT, endpoint),
  'boto3 as Debian 12 has it': (endpoint) => boto(OLDER_ENVIRONMENT, endpoint),
};

/** Calls with members that are younger than a client. */
const UNKNOWN: Readonly<Record<string, readonly string[]>> = {
  'boto3 as Debian 12 has it': ['s3 PutObject'],
};

test('a probe calls every service that is offered', async () => {
  const { services } = await import('../../local/services/index.ts');
  const names: Readonly<Record<string, string>> = { states: 'stepfunctions' };
  const offered = services.flatMap(({ name }) => names[name] ?? name);
  expect(offered.filter((name) => !probes.some(({ service }) => service === name))).toEqual([]);
});

describe.each(Object.entries(CLIENTS))('%s', (name, start) => {
  let cloud: TestCloud;
  let client: Awaited<ReturnType<Start>>;
  beforeAll(async () => {
    cloud = await emptyCloud();
    client = await start(cloud.settings.endpoint);
  });
  afterAll(async () => {
    client.stop?.();
    await cloud.stop();
  });

  test('calls and is understood, service by service', async () => {
    const kept = new Map([['code', nodeZip('return { twice: 2 * event.n };').toString('latin1')]]);
    const wrong: string[] = [];
    const unknown: string[] = [];
    for (const step of probes) {
      const answer = await client.call({ ...step, input: filled(step.input, kept) });
      if ('unknown' in answer) {
        unknown.push(`${step.service} ${step.call}`);
        continue;
      }
      wrong.push(...problemsOf(step.refused, answer).map((what) => `${step.service} ${step.call}: ${what}`));
      if ('refused' in answer) continue;
      for (const [path, text] of Object.entries(step.expect ?? {})) {
        const found = valueAt(answer.value, path);
        const isRight = text === 'some' ? found !== undefined : String(found) === text;
        if (!isRight) wrong.push(`${step.service} ${step.call}: ${path} is ${JSON.stringify(found)}, not ${text}`);
      }
      for (const [key, path] of Object.entries(step.keep ?? {})) {
        kept.set(key, String(valueAt(answer.value, path)));
      }
    }
    expect(wrong).toEqual([]);
    expect(unknown).toEqual(UNKNOWN[name] ?? []);
  });
});

function problemsOf(wanted: string | undefined, answer: object): readonly string[] {
  const refused = 'refused' in answer ? String(answer.refused) : undefined;
  // The SDK calls an error by its shape, where the wire has an older code.
  const short = (code: string) => code.replace(/^.*\.|Exception$/g, '');
  const same = (code: string) => short(code).replace('QueueDoesNotExist', 'NonExistentQueue');
  if (refused === undefined) return wanted === undefined ? [] : [`it was to be refused as ${wanted}`];
  return wanted !== undefined && same(refused) === same(wanted) ? [] : [`it was refused as ${refused}`];
}
