import { expect, test } from 'vitest';
import { movedTo } from './moments.ts';

test('moments about the writing of a script move, others stay', () => {
  const steps = [
    { Start: { $datetime: '2026-11-20T16:01:27+00:00' } },
    { End: { $datetime: '2030-01-01T00:00:00' } },
  ];
  expect(movedTo(new Date('2027-02-03T04:05:06Z'), steps)).toEqual([
    { Start: { $datetime: '2027-02-03T03:05:06.000Z' } },
    { End: { $datetime: '2030-01-01T00:00:00' } },
  ]);
});
