import { expect, test } from 'vitest';
import { decode, decodeMatch } from './decode.ts';
import { fill } from './references.ts';

const answers = new Map<number, unknown>([
  [1, { QueueUrl: 'http://a/1/q', Messages: [{ Body: '{"id": "x y"}' }, { Body: '{"id": 2}' }] }],
  [2, { headers: { 'content-type': 'text/plain' }, arn: 'a:b:c:d:e:f:g:h' }],
  [3, { Messages: [] }],
  [4, { events: [{ type: 'a' }, { endDetails: { output: '{}' } }] }],
]);

test.each([
  ['{{1.QueueUrl}}', 'http://a/1/q'],
  ['{{1.Messages[0].Body|json.id}}', 'x y'],
  ['{{1.Messages[-1].Body|json.id}}', 2],
  ['{{1.Messages[0:1]}}', [{ Body: '{"id": "x y"}' }]],
  ['{{1.QueueUrl[7:]}}', 'a/1/q'],
  ['{{1.QueueUrl|split(/)[11]}}', 'q'],
  ['{{1.QueueUrl|split(/)[10]}}', '1'],
  ['{{2.arn|split(:,5)[5]}}', 'f:g:h'],
  ['{{2.arn|replace(a:b,x)}}', 'x:c:d:e:f:g:h'],
  ['{{2|attr(headers).Content-Type}}', 'text/plain'],
  ['{{4|jsonpath($.events[*].endDetails.output)}}', '{}'],
  ['at {{1.QueueUrl}}!', 'at http://a/1/q!'],
])('%s', (text, value) => {
  expect(fill(text, answers)).toEqual(value);
});

test('what an answer lacks is told', () => {
  expect(() => fill('{{3.Messages[0]}}', answers)).toThrow('no element 0');
  expect(() => fill('{{3.Nothing}}', answers)).toThrow('no Nothing');
  expect(() => fill('{{9.Nothing}}', answers)).toThrow('no answer of step 9');
});

test('values that JSON does not have are restored', () => {
  const written = {
    '{{1.QueueUrl}}': { $bytes: 'abc' },
    b: [{ $b64: '/w==' }, { $bytes_len: 2 }],
    c: { $datetime: '2024-05-06T07:08:09+00:00' },
  };
  expect(decode(written, answers)).toEqual({
    'http://a/1/q': Buffer.from('abc'),
    b: [Buffer.from([255]), Buffer.from('aa')],
    c: new Date('2024-05-06T07:08:09Z'),
  });
});

test('the first turn of a loop stands for all of them', () => {
  const written = ['{{1.Messages[0]}}', '{{3.Messages[0]}}'];
  expect(decodeMatch(written, [{}, {}], answers)).toHaveLength(2);
  expect(decodeMatch(written, [{}], answers)).toEqual([{ Body: '{"id": "x y"}' }]);
});
