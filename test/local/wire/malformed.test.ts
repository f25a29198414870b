import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../support/cloud.ts';
import type { TestCloud } from '../support/cloud.ts';
import { FormClient, TargetClient } from '../support/form-client.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await emptyCloud();
});
afterAll(() => cloud.stop());

const refusal = (Message: string) => ({
  __type: 'SerializationException',
  message: Message,
  Message,
});

test.each([['abc'], ['2020-13-45T00:00:00Z'], [1e20], [true], [{}], [[]]])(
  'a moment that is none is refused: %j',
  async (Time) => {
    const events = new TargetClient(cloud.settings, 'events', 'AWSEvents');
    const entry = { Source: 'a', DetailType: 'b', Detail: '{}', Time };
    expect(await events.post('PutEvents', { Entries: [entry] })).toEqual({
      status: 400,
      body: refusal(''),
    });
  },
);

test.each([
  [{ Limit: 'x' }, 'STRING_VALUE cannot be converted to Integer'],
  [{ NamePrefix: 3 }, 'NUMBER_VALUE cannot be converted to String'],
  [{ NamePrefix: true }, 'TRUE_VALUE cannot be converted to String'],
  [{ NamePrefix: {} }, 'Start of structure or map found where not expected.'],
  [{ NamePrefix: [] }, 'Start of list found where not expected'],
])('a value of another type is refused: %j', async (input, Message) => {
  const events = new TargetClient(cloud.settings, 'events', 'AWSEvents');
  expect(await events.post('ListRules', input)).toEqual({
    status: 400,
    body: refusal(Message),
  });
});

test('a form has moments too', async () => {
  const query =
    'Action=GetMetricStatistics&Version=2010-08-01&Namespace=a&MetricName=b&Period=60&StartTime=abc&EndTime=2020-01-01T00:00:00Z&Statistics.member.1=Sum';
  const client = new FormClient(cloud.settings, 'monitoring');
  const { status, text } = await client.get(`${cloud.settings.endpoint}/?${query}`);
  expect(status).toBe(400);
  expect(text).toContain(
    '<Code>MalformedInput</Code><Message>timestamp must follow ISO8601</Message>',
  );
});

test('text where S3 wants a number is named, elsewhere it is a fault of the request', async () => {
  const s3 = new FormClient(cloud.settings, 's3');
  const listed = await s3.get(`${cloud.settings.endpoint}/?max-buckets=abc`);
  expect(listed.status).toBe(400);
  expect(listed.text).toContain(
    '<Code>InvalidArgument</Code><Message>Provided max-buckets not an integer or within integer range</Message><ArgumentName>max-buckets</ArgumentName><ArgumentValue>abc</ArgumentValue>',
  );
  const lambda = new FormClient(cloud.settings, 'lambda');
  const functions = `${cloud.settings.endpoint}/2015-03-31/functions/?MaxItems=abc`;
  expect((await lambda.get(functions)).text).toContain('"__type":"SerializationException"');
});
