// Runs many executions of a 50-state machine at once on a local cloud: node bench/states/run.mjs
// Prints seconds, transitions a second and the largest resident memory for 100, 300 and 1,000 executions.
import '../help.mjs';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { CreateStateMachineCommand, ListExecutionsCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';

const STATES = 50;
const child = spawn(process.execPath, ['bin/perennial.mjs', 'up', '--empty', '--ephemeral', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
const endpoint = await new Promise((resolve) => child.stdout.on('data', (text) => {
  const address = /^ready (\S+)$/m.exec(String(text))?.[1];
  if (address) resolve(address);
}));
const settings = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
const sfn = new SFNClient({ ...settings, maxAttempts: 1 });
const trust = { Statement: { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' } };
const { Role } = await new IAMClient(settings).send(new CreateRoleCommand({ RoleName: 'bench', AssumeRolePolicyDocument: JSON.stringify(trust) }));
const names = Array.from({ length: STATES }, (_, index) => `S${index}`);
const States = Object.fromEntries(names.map((name, index) => [
  name, { Type: 'Pass', Output: '{% $states.input %}', ...(index + 1 < STATES ? { Next: names[index + 1] } : { End: true }) },
]));
const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'S0', States });

function memory() {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024;
  } catch {
    return NaN;
  }
}

function processorSeconds() {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

console.log(`${STATES} states each, all started at once`);
console.log('executions  seconds  processor seconds  transitions/s  seconds per execution  largest MB');
let first;
for (const count of [100, 300, 1000]) {
  const { stateMachineArn } = await sfn.send(new CreateStateMachineCommand({ name: `bench-${count}`, definition, roleArn: Role.Arn }));
  let largest = 0;
  const watch = setInterval(() => { largest = Math.max(largest, memory()); }, 100);
  const [began, used] = [performance.now(), processorSeconds()];
  for (let at = 0; at < count; at += 50) {
    await Promise.all(Array.from({ length: Math.min(50, count - at) }, (_, index) =>
      sfn.send(new StartExecutionCommand({ stateMachineArn, name: `e${at + index}`, input: '{"n":1}' }))));
  }
  for (;;) {
    const running = await sfn.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 1 }));
    if (running.executions.length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const [seconds, processor] = [(performance.now() - began) / 1000, processorSeconds() - used];
  clearInterval(watch);
  let ended = 0;
  for (let nextToken; ;) {
    const page = await sfn.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'SUCCEEDED', maxResults: 1000, nextToken }));
    ended += page.executions.length;
    ({ nextToken } = page);
    if (!nextToken) break;
  }
  first ??= processor / count;
  console.log([
    String(count).padStart(10), seconds.toFixed(1).padStart(8), processor.toFixed(1).padStart(18), (count * STATES / seconds).toFixed(0).padStart(14),
    (processor / count).toFixed(4).padStart(22), largest.toFixed(0).padStart(11), ended === count ? '' : `only ${ended} succeeded`,
  ].join(' '));
  if (count === 1000) console.log(`an execution costs ${(processor / count / first).toFixed(2)} times among 1,000 what it costs among 100`);
}
child.kill('SIGTERM');
