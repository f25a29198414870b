import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { Topics } from './support.ts';

let cloud: TestCloud;
let topics: Topics;
let topic: string;

beforeAll(async () => {
  cloud = await emptyCloud();
  topics = new Topics(cloud);
  topic = await topics.create('filters');
});
afterAll(() => cloud.stop());

const put = (policy: unknown, FilterPolicyScope = 'MessageAttributes') =>
  topics.subscribe(topic, 'sqs', topics.queues.arn('any'), {
    FilterPolicy: typeof policy === 'string' ? policy : JSON.stringify(policy),
    FilterPolicyScope,
  });
const values = (count: number) => Array.from({ length: count }, (_, number) => `v${number}`);

const REFUSED: readonly [unknown, string][] = [
  [
    'invalid-json',
    "failed to parse JSON. Unrecognized token 'invalid': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 8]",
  ],
  [
    { key: [] },
    'Empty arrays are not allowed\n at [Source: (String)"{"key":[]}"; line: 1, column: 10]',
  ],
  [
    { key: [{ suffix: 100 }] },
    'suffix match pattern must be a string\n at [Source: (String)"{"key":[{"suffix":100}]}"; line: 1, column: 22]',
  ],
  [
    { key: { suffix: 'value' } },
    '"suffix" must be an object or an array\n at [Source: (String)"{"key":{"suffix":"value"}}"; line: 1, column: 19]',
  ],
  [
    { key: [{ 'anything-but': { suffix: 'test' } }] },
    'Unsupported anything-but pattern: suffix\n at [Source: (String)"{"key":[{"anything-but":{"suffix":"test"}}]}"; line: 1, column: 36]',
  ],
  [{ key: [{ cidr: 'bad-filter/64' }] }, 'Nonstandard IP address: bad-filter'],
  [{ key: [{ cidr: 'bad-filter' }] }, "Malformed CIDR, one '/' required"],
  [{ key: values(151) }, 'Filter policy is too complex'],
  [
    Object.fromEntries(values(6).map((name) => [name, ['x']])),
    'Filter policy can not have more than 5 keys',
  ],
];

test.each(REFUSED)('the policy %j is refused in the words of AWS', async (policy, text) => {
  await expect(put(policy)).rejects.toThrow(
    `Invalid parameter: Attributes Reason: FilterPolicy: ${text}`,
  );
});

test('alternatives are added, and depth multiplies in a body', async () => {
  const flat = {
    source: ['a', 'b', 'c', 'd'],
    $or: [{ x: values(6) }, { y: values(4), $or: [{ v: values(4) }, { w: values(4) }] }],
  };
  await expect(put(flat)).rejects.toThrow('Filter policy is too complex');
  await expect(put({ a: { b: ['x'] } })).rejects.toThrow(
    'Filter policy scope MessageAttributes does not support nested filter policy',
  );
  await expect(put({ a: { b: values(76) } }, 'MessageBody')).rejects.toThrow('too complex');
});

test('attributes are filtered by: numbers as numbers, lists by any element', async () => {
  const { url } = await topics.listener(topic, 'by-attributes', {
    RawMessageDelivery: 'true',
    FilterPolicy: JSON.stringify({ store: ['a'], price: [{ numeric: ['>', 10] }] }),
  });
  const publish = (body: string, store: string, price: string, type = 'String') =>
    topics.publish(topic, body, {
      MessageAttributes: {
        store: { DataType: type, StringValue: store },
        price: { DataType: 'Number', StringValue: price },
      },
    });
  await publish('yes', 'a', '11');
  await publish('list', '["b","a"]', '11.5', 'String.Array');
  await publish('cheap', 'a', '9');
  await publish('other', 'b', '11');
  await topics.publish(topic, 'none');
  expect(await topics.queues.bodies(url)).toEqual(['yes', 'list']);
});

test('bodies are filtered by; a body that is no object is let through by no policy', async () => {
  const { url } = await topics.listener(topic, 'by-body', {
    RawMessageDelivery: 'true',
    FilterPolicyScope: 'MessageBody',
    FilterPolicy: JSON.stringify({
      object: { key: [{ prefix: 'auto-' }] },
      test: [{ exists: false }],
    }),
  });
  await topics.publish(topic, '{"object":{"key":"auto-1"}}');
  await topics.publish(topic, '{"object":{"key":"auto-2"},"test":1}');
  await topics.publish(topic, 'text');
  await topics.publish(topic, '"text"');
  expect(await topics.queues.bodies(url)).toEqual(['{"object":{"key":"auto-1"}}']);
});
