import { expect, test } from 'vitest';
import { reachable } from '../../cli/aws/platform.ts';

test('a function URL of a local cloud is asked at the port where the cloud is now', () => {
  const stored = 'http://127.0.0.1:4566/_lambda-url/abc/';
  expect(reachable(stored, { endpoint: 'http://127.0.0.1:4801' })).toBe(
    'http://127.0.0.1:4801/_lambda-url/abc/',
  );
});

test('a function URL of AWS is asked as it is', () => {
  const url = 'https://abc.lambda-url.us-east-1.on.aws/';
  expect(reachable(url, { endpoint: undefined })).toBe(url);
  expect(reachable(url, { endpoint: 'http://127.0.0.1:4801' })).toBe(url);
});
