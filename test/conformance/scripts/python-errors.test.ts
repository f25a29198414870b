import { expect, test } from 'vitest';
import { errorAnswer, saysNotOffered } from './python-errors.ts';

function told(body: string, headers: Record<string, string> = {}, status = 400) {
  const raw = { status, headers, body: Buffer.from(body) };
  return errorAnswer(raw, { name: 'Renamed', message: 'said' });
}

test('codes are those that were sent, not those of classes', () => {
  expect(told('{"__type":"com.amazonaws#Code","message":"m"}').Error).toEqual({
    Code: 'Code',
    Message: 'm',
  });
  expect(told('{"Message":"m"}', { 'x-amzn-errortype': 'Code:http://x' }).Error).toEqual({
    Code: 'Code',
    Message: 'm',
  });
  expect(told('<E><Error><Code>Code</Code><Message>a &lt; b</Message></Error></E>').Error).toEqual({
    Code: 'Code',
    Message: 'a < b',
  });
});

test('services that once spoke the query protocol have two codes', () => {
  const headers = { 'x-amzn-query-error': 'Old.Code;Sender' };
  expect(told('{"__type":"a#New","message":"m"}', headers).Error).toEqual({
    Code: 'Old.Code',
    Message: 'm',
    Type: 'Sender',
    QueryErrorCode: 'New',
  });
});

test('an answer without a body is told by its status', () => {
  expect(told('', {}, 404).Error).toEqual({ Code: '404', Message: 'Not Found' });
});

test('an operation that is not offered is told apart from a refusal', () => {
  expect(saysNotOffered(told('{"__type":"UnknownOperationException"}'))).toBe(true);
  expect(saysNotOffered(told('{"__type":"ValidationException"}'))).toBe(false);
});
