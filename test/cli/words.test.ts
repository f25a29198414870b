import { afterEach, expect, test } from 'vitest';
import { onScreen } from '../../cli/terminal/words.ts';

const { isTTY: before } = process.stdout;
afterEach(() => {
  process.stdout.isTTY = before;
});

const REASON = 'mean of\nfare\u001b[2J is too high';

test.each([
  [true, 'mean of …'],
  [false, 'mean of fare [2J is too high'],
])('a reason is one line that no terminal obeys, cut where there is one: %s', (isTTY, shown) => {
  process.stdout.isTTY = isTTY;
  expect(onScreen(REASON, 9)).toBe(shown);
});
