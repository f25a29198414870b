/** What a mocked result of TestState is held to. */
import { expect, test } from 'vitest';
import { checkMockedResult } from '../../../../local/services/states/test-state/mock-schema.ts';

const ENCRYPT = 'arn:aws:states:::aws-sdk:kms:encrypt';
const GET_FUNCTION = 'arn:aws:states:::aws-sdk:lambda:getFunction';
const LIST_FUNCTIONS = 'arn:aws:states:::aws-sdk:lambda:listFunctions';

test.each([
  [ENCRYPT, { CiphertextBlob: '' }, 'CiphertextBlob', 'is smaller than the minimum length'],
  [ENCRYPT, { KeyId: 'k'.repeat(2049) }, 'KeyId', 'exceeds the maximum length'],
  [
    GET_FUNCTION,
    { Configuration: { MemorySize: 1 } },
    'MemorySize',
    'is less than the minimum value',
  ],
  [GET_FUNCTION, { Configuration: { MemorySize: 1e9 } }, 'MemorySize', 'exceeds the maximum value'],
  [LIST_FUNCTIONS, { Functions: [{ Timeout: 0 }] }, 'Timeout', 'is less than the minimum value'],
  [ENCRYPT, { CiphertextBlob: 1 }, 'CiphertextBlob', 'must be a string'],
])('%s: %j', (resource, result, field, words) => {
  expect(() => checkMockedResult(result, resource, 'PRESENT')).toThrow(
    `Mock result schema validation error: Field '${field}' ${words}`,
  );
  expect(() => checkMockedResult(result, resource, 'NONE')).not.toThrow();
});

test('what lies within is taken', () => {
  const result = { Configuration: { MemorySize: 128, FunctionName: 'f', Timeout: 1 } };
  expect(() => checkMockedResult(result, GET_FUNCTION, 'STRICT')).not.toThrow();
});
