import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { MemoryWatch, treeMemory } from '../../cli/terminal/process-tree.ts';

test('memory of a process is its own and that of all it started, however deep', () => {
  const all = [
    { pid: 1, parent: 0, bytes: 1000 },
    { pid: 30, parent: 20, bytes: 4 },
    { pid: 10, parent: 1, bytes: 1 },
    { pid: 20, parent: 10, bytes: 2 },
    { pid: 11, parent: 1, bytes: 500 },
  ];
  expect(treeMemory(10, all)).toBe(7);
});

test('a child counts while it runs', async () => {
  const alone = new MemoryWatch().stop();
  const words = ["process.stdout.write('x'); setInterval(() => {}, 1000)"];
  const child = spawn(process.execPath, ['-e', ...words]);
  await once(child.stdout, 'data');
  const both = new MemoryWatch().stop();
  child.kill();
  expect(alone).toBeGreaterThan(20e6);
  expect(both).toBeGreaterThan(alone + 10e6);
});
