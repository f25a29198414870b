import { describe, expect, test } from 'vitest';
import { decodedKey, parseUploadKey, uploadIdOf } from '../../../domain/contract/upload-key.ts';

describe('keys of uploads', () => {
  test.each([
    ['uploads/rides/data/2018-01.csv', { model: 'rides', kind: 'data', file: '2018-01.csv' }],
    ['uploads/rides/labels/a/b c+ü.csv', { model: 'rides', kind: 'labels', file: 'a/b c+ü.csv' }],
  ])('%s is understood', (key, name) => {
    expect(parseUploadKey(key)).toEqual(name);
  });

  test.each([
    'uploads/rides/data/../../secrets.csv', 'uploads/rides/data/./x.csv', 'uploads/rides/data//x.csv', 'uploads/rides/data/',
    'uploads/rides/other/x.csv', 'uploads/Rides/data/x.csv', 'uploads//data/x.csv', 'receipts/rides/data/x.csv', 'uploads', '',
  ])('%s is none', (key) => {
    expect(parseUploadKey(key)).toBeNull();
  });

  test('a key is decoded only where that makes a difference', () => {
    expect(decodedKey('uploads/rides/data/a+b%20c.csv')).toBe('uploads/rides/data/a b c.csv');
    expect(decodedKey('uploads/rides/data/a.csv')).toBeNull();
    expect(decodedKey('uploads/rides/data/100%.csv')).toBeNull();
  });

  test('the same object is the same upload, another version of it another', () => {
    expect(uploadIdOf('b', 'k', 'v1')).toBe(uploadIdOf('b', 'k', 'v1'));
    expect(uploadIdOf('b', 'k', 'v1')).not.toBe(uploadIdOf('b', 'k', 'v2'));
    expect(uploadIdOf('b', 'k', 'v1')).toMatch(/^[0-9a-f]{24}$/);
  });
});
