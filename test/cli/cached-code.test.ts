import { copyFileSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadCached } from '../../bin/cached-code.mjs';

let folder: string;

beforeEach(() => {
  vi.useFakeTimers();
  folder = mkdtempSync(join(tmpdir(), 'cached-code-'));
});

afterEach(() => void vi.useRealTimers());

/** V8 compiles a text once in a process: each test has one of its own. */
function program(name: string, factor: number): string {
  const file = join(folder, `${name}.cjs`);
  const text = `exports.times = (n) => ${factor} * n; exports.sep = require('node:path').sep; //`;
  writeFileSync(file, `${text} ${basename(folder)} ${name}`);
  return file;
}

/** What the program makes of 21. */
function start(file: string): number {
  const { times, sep } = loadCached(file) as { times(n: number): number; readonly sep: string };
  expect(sep).toBe('/');
  return times(21);
}

const cacheOf = (file: string) => `${file}-${cachedDataVersionTag()}.cache`;

test('a program is compiled, and its code is kept once it has settled', () => {
  const file = program('a', 2);
  expect(start(file)).toBe(42);
  expect(readdirSync(folder)).toEqual(['a.cjs']);
  vi.advanceTimersByTime(1000);
  expect(readdirSync(folder)).toEqual(['a.cjs', basename(cacheOf(file))]);
});

test('code that was kept is run in the place of the text, and is not kept again', () => {
  const [first, other] = [program('a', 2), program('b', 3)];
  start(first);
  vi.advanceTimersByTime(1000);
  copyFileSync(cacheOf(first), cacheOf(other));
  expect(start(other)).toBe(42);
  expect(vi.getTimerCount()).toBe(0);
});

test('code that V8 refuses is harmless, and is made again', () => {
  const file = program('a', 2);
  writeFileSync(cacheOf(file), 'no code');
  expect(start(file)).toBe(42);
  vi.advanceTimersByTime(1000);
  expect(readFileSync(cacheOf(file), 'latin1')).not.toBe('no code');
});
