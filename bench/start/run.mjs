// How long the local cloud takes from nothing to its first answer, and what it holds while idle: node bench/start/run.mjs [times]
// Prints the median and the slowest of both, beside the limits of 400 ms and 150 MB, and beside an empty Node.js process.
import '../help.mjs';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const TIMES = Number(process.argv[2] ?? 10);
const LIMITS = { milliseconds: 400, megabytes: 150 };

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function once() {
  const began = performance.now();
  const child = spawn(process.execPath, ['bin/perennial.mjs', 'up', '--empty', '--ephemeral', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const endpoint = await new Promise((resolve) => child.stdout.on('data', (text) => {
    const address = /^ready (\S+)$/m.exec(String(text))?.[1];
    if (address) resolve(address);
  }));
  await (await fetch(`${endpoint}/_local/health`)).text();
  const milliseconds = performance.now() - began;
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const megabytes = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
  return { milliseconds, megabytes };
}

spawnSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
const bare = Array.from({ length: TIMES }, () => {
  const began = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return performance.now() - began;
});
const runs = [];
for (let n = 0; n < TIMES; n++) runs.push(await once());
for (const what of ['milliseconds', 'megabytes']) {
  const values = runs.map((run) => run[what]);
  const name = what === 'milliseconds' ? 'to the first answer' : 'idle, resident';
  console.log(`${name.padEnd(20)} median ${median(values).toFixed(0)} ${what}, at most ${Math.max(...values).toFixed(0)}; the limit is ${LIMITS[what]}`);
}
console.log(`an empty Node.js process takes ${median(bare).toFixed(0)} milliseconds here`);
