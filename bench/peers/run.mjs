// The local cloud beside other emulators: node bench/peers/run.mjs [Python environment] [part of a kind's name, such as PutObject]
// The environment holds bench/peers/requirements.txt; without it only the local cloud is measured. All run at the same time and take turns, so that a slow moment of the machine strikes each alike.
// The first turn of each kind warms a server up and is printed apart: a developer's first minute, not the hour after it.
// Prints operations a second of each, by eight clients at once, the ratio to the best peer, and milliseconds of processor time
// that an operation takes of a server (Linux only).
import '../help.mjs';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { Sha256 } from '@aws-crypto/sha256-js';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { CreateStateMachineCommand, DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';

const CLIENTS = 8;
/** Turns of each server at each kind of work. */
const TURNS = 4;
const [venv, only = ''] = process.argv.slice(2);
const servers = [
  { name: 'perennial', port: 4801, command: [process.execPath, 'bin/perennial.mjs', 'up', '--empty', '--ephemeral', '--port', '4801'] },
  ...(venv && existsSync(join(venv, 'bin', 'moto_server')) ? [{ name: 'moto', port: 4802, command: [join(venv, 'bin', 'moto_server'), '-p', '4802'] }] : []),
  ...(venv && existsSync(join(venv, 'bin', 'ministack')) ? [{ name: 'ministack', port: 4803, command: [join(venv, 'bin', 'ministack')], env: { GATEWAY_PORT: '4803' } }] : []),
];

const STATES = Object.fromEntries(Array.from({ length: 100 }, (_, index) =>
  [`S${index}`, { Type: 'Pass', ...(index < 99 ? { Next: `S${index + 1}` } : { End: true }) }]));
const SMALL = Buffer.alloc(1024, 'x');
const LARGE = Buffer.alloc(64 * 1024 * 1024, 'x');

/** A pattern with a prefix, a range and a choice, and what it is asked about. */
const PATTERN = { source: [{ prefix: 'bench.' }], 'detail-type': ['Reading', 'Alarm'], detail: { state: [{ 'anything-but': 'OK' }], value: [{ numeric: ['>', 100, '<=', 1500] }] } };
const EVENT = {
  id: '1', account: '000000000000', region: 'us-east-1', source: 'bench.sensor', 'detail-type': 'Alarm', time: '2026-01-01T00:00:00Z', resources: [],
};

const json = (service, target, body) => ({
  service, method: 'POST', path: '/', body: JSON.stringify(body), headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' },
});
const object = (method, n, body = Buffer.alloc(0)) => ({
  service: 's3', method, path: `/bench/k${n}`, body, headers: { 'x-amz-content-sha256': createHash('sha256').update(body).digest('hex') },
});

/**
 * What is measured: one operation, and how many of them. Small ones are signed before the clock runs and sent as they are, for
 * an SDK in the same process would be measured more than the server.
 */
const WORK = {
  'PutItem': { count: 4000, request: (n) => json('dynamodb', 'DynamoDB_20120810.PutItem', { TableName: 'bench', Item: { pk: { S: `k${n}` }, v: { S: 'x'.repeat(100) } } }) },
  'GetItem': { count: 4000, request: (n) => json('dynamodb', 'DynamoDB_20120810.GetItem', { TableName: 'bench', Key: { pk: { S: `k${n}` } } }) },
  'PutObject 1 KB': { count: 2000, request: (n) => object('PUT', n, SMALL) },
  'GetObject 1 KB': { count: 2000, request: (n) => object('GET', n) },
  'PutObject 64 MB': { count: 4, clients: 1, run: ({ s3 }, n) => s3.send(new PutObjectCommand({ Bucket: 'bench', Key: `l${n}`, Body: LARGE })) },
  'GetObject 64 MB': { count: 4, clients: 1, run: async ({ s3 }, n) => (await s3.send(new GetObjectCommand({ Bucket: 'bench', Key: `l${n}` }))).Body.transformToByteArray() },
  'PutMetricData': {
    count: 2000,
    request: (n) => ({
      service: 'monitoring', method: 'POST', path: '/', headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `Action=PutMetricData&Version=2010-08-01&Namespace=bench&MetricData.member.1.MetricName=m&MetricData.member.1.Value=${n}`,
    }),
  },
  'TestEventPattern': {
    count: 2000,
    request: (n) => ({
      service: 'events', method: 'POST', path: '/', headers: { 'x-amz-target': 'AWSEvents.TestEventPattern', 'content-type': 'application/x-amz-json-1.1' },
      body: JSON.stringify({ EventPattern: JSON.stringify(PATTERN), Event: JSON.stringify({ ...EVENT, detail: { state: 'ALARM', value: n } }) }),
    }),
  },
  '100-state execution': { count: 16, run: execute },
};

const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });

async function signed(port, { service, method, path, headers, body }) {
  const signer = new SignatureV4({ service, region: 'us-east-1', sha256: Sha256, credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, uriEscapePath: false });
  const made = await signer.sign({ method, protocol: 'http:', hostname: '127.0.0.1', port, path, query: {}, headers: { ...headers, host: `127.0.0.1:${port}` }, body });
  return { options: { host: '127.0.0.1', port, method, path, agent, headers: { ...made.headers, 'content-length': Buffer.byteLength(body) } }, body };
}

function sent({ options, body }) {
  return new Promise((resolve, reject) => {
    const request = httpRequest(options, (response) => {
      response.resume();
      response.once('end', () => (response.statusCode < 300 ? resolve() : reject(new Error(`HTTP ${response.statusCode}`))));
    });
    request.once('error', reject);
    request.end(body);
  });
}

async function execute({ sfn, stateMachineArn }, n) {
  const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, name: `e${n}`, input: '{}' }));
  for (;;) {
    const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'SUCCEEDED') return;
    if (status !== 'RUNNING') throw new Error(status);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function prepared(port) {
  const settings = { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1 };
  const clients = { dynamodb: new DynamoDBClient(settings), s3: new S3Client({ ...settings, forcePathStyle: true }), sfn: new SFNClient(settings) };
  await clients.dynamodb.send(new CreateTableCommand({
    TableName: 'bench', BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  }));
  await waitUntilTableExists({ client: clients.dynamodb, minDelay: 1, maxWaitTime: 10 }, { TableName: 'bench' });
  await clients.s3.send(new CreateBucketCommand({ Bucket: 'bench' }));
  const trust = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' } };
  const { Role } = await new IAMClient(settings).send(new CreateRoleCommand({ RoleName: 'bench', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const { stateMachineArn } = await clients.sfn.send(new CreateStateMachineCommand({ name: 'bench', roleArn: Role.Arn, definition: JSON.stringify({ StartAt: 'S0', States: STATES }) }));
  return { ...clients, port, stateMachineArn };
}

/** Seconds that one turn may take; what is done by then counts. */
const LONGEST = 10;

/** Does some of a kind of work from the `first` on. Resolves with how much was done in how many seconds. */
async function turn({ clients = CLIENTS, request, ...work }, { first, count }, context) {
  const requests = request && await Promise.all(Array.from({ length: count }, (_, n) => signed(context.port, request(first + n))));
  const run = requests ? (_, n) => sent(requests[n - first]) : work.run;
  let [next, done] = [first, 0];
  const before = processorTime(context.pid);
  const began = performance.now();
  const until = began + LONGEST * 1000;
  const isOver = new Promise((resolve) => setTimeout(resolve, LONGEST * 1000).unref());
  const working = Promise.all(Array.from({ length: clients }, async () => {
    while (next < first + count && performance.now() < until) {
      await run(context, next++);
      done++;
    }
  }));
  await Promise.race([working, isOver]);
  return { done, seconds: (performance.now() - began) / 1000, processor: processorTime(context.pid) - before };
}

/** Milliseconds that a process and its children have had of the processors; NaN where the system does not tell. */
function processorTime(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    return 10 * (Number(fields[11]) + Number(fields[12])) + children.reduce((sum, child) => sum + processorTime(child), 0);
  } catch {
    return NaN;
  }
}

async function answers(port) {
  for (let attempt = 0; attempt < 300; attempt++) {
    try { await fetch(`http://127.0.0.1:${port}/`); return; } catch { await new Promise((resolve) => setTimeout(resolve, 100)); }
  }
  throw new Error(`nothing answers on ${port}`);
}

const running = [];
for (const { name, port, command, env } of servers) {
  const child = spawn(command[0], command.slice(1), { stdio: 'ignore', env: { ...process.env, MOTO_PORT: String(port), ...env } });
  try {
    await answers(port);
    running.push({ name, child, first: {}, results: {}, context: { ...(await prepared(port)), pid: child.pid } });
  } catch (error) {
    console.log(`${name} was not measured: ${error.message}`);
    child.kill('SIGTERM');
  }
}

const kinds = Object.entries(WORK).filter(([what]) => what.includes(only));
for (const [what, work] of kinds) {
  process.stderr.write(`${what}\n`);
  const count = Math.ceil(work.count / TURNS);
  for (let round = 0; round <= TURNS; round++) {
    for (const { results, first, context } of running) {
      const sum = (round === 0 ? first : results)[what] ??= { done: 0, seconds: 0, processor: 0 };
      if (first[what].refused || sum.refused) continue;
      try {
        for (const [name, value] of Object.entries(await turn(work, { first: round * count, count }, context))) sum[name] += value;
      } catch (error) {
        sum.refused = `refused: ${error.name === 'Error' ? error.message : error.name}`;
      }
    }
  }
}
for (const { child } of running) child.kill('SIGTERM');

const rateOf = ({ refused, done, seconds }) => refused ?? done / seconds;
const shown = (value) => typeof value === 'number' ? value.toFixed(value < 100 ? 1 : 0) : value;
const processorOf = ({ refused, done, processor }) => refused || Number.isNaN(processor) ? '-' : `${(processor / done).toFixed(2)} ms`;
/** Prints what one part of the turns came to. */
function print(title, part) {
  console.log([title.padEnd(32), ...running.map(({ name }) => name.padStart(12)), 'to the best peer'.padStart(18), ...running.map(({ name }) => `${name}'s CPU`.padStart(17))].join(''));
  for (const [what] of kinds) {
    const all = running.map((server) => server[part][what] ?? server.first[what]);
    const [ours, ...peers] = all.map(rateOf);
    const best = Math.max(...peers.filter((value) => typeof value === 'number'));
    const ratio = typeof ours === 'number' && Number.isFinite(best) ? (ours / best).toFixed(2) : '-';
    console.log([what.padEnd(32), ...[ours, ...peers].map((value) => shown(value).padStart(12)), ratio.padStart(18), ...all.map((one) => processorOf(one).padStart(17))].join(''));
  }
}
print('operations a second, first turn', 'first');
print('operations a second, then', 'results');
