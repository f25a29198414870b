// Kills a local cloud again and again while it works, and looks at what was lost: node bench/kill/run.mjs [--minutes 5] [--seed 1]
// Clients put items, objects, messages and events, and start executions; only what was acknowledged counts.
// Exit code 1 when something acknowledged is lost, an event was never delivered, or an execution does not end.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CreateTableCommand, DynamoDBClient, PutItemCommand, ScanCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateStateMachineCommand, ListExecutionsCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { CreateQueueCommand, DeleteMessageBatchCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient, SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string', default: '1' }, help: { type: 'boolean' } } });
if (values.help) {
  console.log('node bench/kill/run.mjs [--minutes 5] [--seed 1]: kill -9 in a loop under load, and what was lost');
  process.exit(0);
}
const PORT = '4811';
const endpoint = `http://127.0.0.1:${PORT}`;
const settings = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1, requestHandler: { requestTimeout: 10_000 } };
const clients = {
  dynamodb: new DynamoDBClient(settings), s3: new S3Client({ ...settings, forcePathStyle: true }), sqs: new SQSClient(settings),
  events: new EventBridgeClient(settings), sfn: new SFNClient(settings), iam: new IAMClient(settings),
};
const folder = mkdtempSync(join(tmpdir(), 'kill-bench-'));
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Chance that can be repeated: mulberry32. */
let state = Number(values.seed) >>> 0;
function chance() {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
}

let child;
async function start() {
  const began = performance.now();
  const words = [resolve('bin/perennial.mjs'), 'up', '--empty', '--data', join(folder, 'cloud'), '--port', PORT];
  child = spawn(process.execPath, words, { cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((ready, failed) => {
    child.stdout.on('data', (text) => /^ready /m.test(String(text)) && ready());
    child.once('exit', (code) => failed(new Error(`the cloud ended with ${code} before it was ready`)));
  });
  return performance.now() - began;
}
async function kill() {
  const ended = new Promise((done) => child.once('exit', done));
  child.removeAllListeners('exit');
  child.once('exit', () => {});
  const gone = new Promise((done) => child.once('close', done));
  process.kill(-child.pid, 'SIGKILL');
  await Promise.race([gone, ended]);
}

async function prepare() {
  const { dynamodb, s3, sqs, events, sfn, iam } = clients;
  await dynamodb.send(new CreateTableCommand({ TableName: 'kept', BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }] }));
  await waitUntilTableExists({ client: dynamodb, minDelay: 1, maxWaitTime: 10 }, { TableName: 'kept' });
  await s3.send(new CreateBucketCommand({ Bucket: 'kept' }));
  const queue = async (QueueName) => (await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { VisibilityTimeout: '600' } }))).QueueUrl;
  const urls = { messages: await queue('messages'), delivered: await queue('delivered'), executed: await queue('executed') };
  const arn = (name) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: arn('delivered') }] };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: urls.delivered, Attributes: { Policy: JSON.stringify(policy) } }));
  await events.send(new PutRuleCommand({ Name: 'all', EventPattern: JSON.stringify({ source: ['bench'] }) }));
  await events.send(new PutTargetsCommand({ Rule: 'all', Targets: [{ Id: 'queue', Arn: arn('delivered') }] }));
  const trust = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' } };
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'runs', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const allowed = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }] };
  await iam.send(new PutRolePolicyCommand({ RoleName: 'runs', PolicyName: 'send', PolicyDocument: JSON.stringify(allowed) }));
  const definition = {
    QueryLanguage: 'JSONata', StartAt: 'Wait', States: {
      Wait: { Type: 'Wait', Seconds: 1, Next: 'Both' },
      Both: { Type: 'Parallel', Next: 'Send', Branches: [1, 2].map((n) => ({ StartAt: `P${n}`, States: { [`P${n}`]: { Type: 'Pass', End: true } } })) },
      Send: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Arguments: { QueueUrl: urls.executed, MessageBody: '{% $states.context.Execution.Name %}' }, Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 5 }], End: true },
    },
  };
  const { stateMachineArn } = await sfn.send(new CreateStateMachineCommand({ name: 'runs', roleArn: Role.Arn, definition: JSON.stringify(definition) }));
  return { ...urls, stateMachineArn };
}

const acknowledged = { items: new Set(), objects: new Set(), messages: new Set(), events: new Set(), executions: new Set() };
/** One kind of work: what is sent for a name. It is acknowledged when the call resolves. */
const work = (made) => ({
  items: (name) => clients.dynamodb.send(new PutItemCommand({ TableName: 'kept', Item: { pk: { S: name } } })),
  objects: (name, n) => clients.s3.send(new PutObjectCommand({ Bucket: 'kept', Key: name, Body: Buffer.alloc(n % 5 === 0 ? 200_000 : 500, 'x') })),
  messages: (name) => clients.sqs.send(new SendMessageCommand({ QueueUrl: made.messages, MessageBody: name })),
  events: async (name) => {
    const { FailedEntryCount } = await clients.events.send(new PutEventsCommand({ Entries: [{ Source: 'bench', DetailType: 'one', Detail: JSON.stringify({ name }) }] }));
    if (FailedEntryCount !== 0) throw new Error('an entry failed');
  },
  executions: (name) => clients.sfn.send(new StartExecutionCommand({ stateMachineArn: made.stateMachineArn, name, input: '{}' })),
});

async function load(kind, send, until) {
  for (let n = 0; performance.now() < until; n++) {
    const name = `${kind}-${n}`;
    try {
      await send(name, n);
      acknowledged[kind].add(name);
    } catch {
      await pause(50);
    }
    if (kind === 'executions') await pause(20);
  }
}

/** Every body in a queue, each counted. */
async function drained(QueueUrl) {
  const seen = new Map();
  for (;;) {
    const { Messages = [] } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return seen;
    for (const { Body } of Messages) seen.set(Body, (seen.get(Body) ?? 0) + 1);
    await clients.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })) }));
  }
}
async function pages(next) {
  const all = [];
  for (let token; ;) {
    const [entries, more] = await next(token);
    all.push(...entries);
    if (!more) return all;
    token = more;
  }
}

await start();
const made = await prepare();
const until = performance.now() + Number(values.minutes) * 60_000;
const loads = Object.entries(work(made)).map(([kind, send]) => load(kind, send, until));
let [kills, slowest] = [0, 0];
while (performance.now() < until) {
  await pause(1000 + chance() * 5000);
  await kill();
  kills++;
  slowest = Math.max(slowest, await start());
  if (process.stdout.isTTY || kills % 10 === 0) console.log(`${kills} kills, ${Object.entries(acknowledged).map(([kind, names]) => `${names.size} ${kind}`).join(', ')} acknowledged`);
}
await Promise.all(loads);

const statuses = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];
const executions = async (statusFilter) => pages(async (nextToken) => {
  const page = await clients.sfn.send(new ListExecutionsCommand({ stateMachineArn: made.stateMachineArn, statusFilter, maxResults: 1000, nextToken }));
  return [page.executions.map(({ name }) => name), page.nextToken];
});
for (let waited = 0; waited < 600 && (await executions('RUNNING')).length > 0; waited++) await pause(500);
const waiting = async (QueueUrl) => Number((await clients.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }))).Attributes.ApproximateNumberOfMessages);
for (let before = -1, now = await waiting(made.delivered); now !== before; [before, now] = [now, await waiting(made.delivered)]) await pause(1000);

const byStatus = Object.fromEntries(await Promise.all(statuses.map(async (status) => [status, await executions(status)])));
const events = new Map([...await drained(made.delivered)].map(([body, count]) => [JSON.parse(body).detail.name, count]));
const found = {
  items: new Set(await pages(async (ExclusiveStartKey) => {
    const page = await clients.dynamodb.send(new ScanCommand({ TableName: 'kept', ExclusiveStartKey }));
    return [page.Items.map(({ pk }) => pk.S), page.LastEvaluatedKey];
  })),
  objects: new Set(await pages(async (ContinuationToken) => {
    const page = await clients.s3.send(new ListObjectsV2Command({ Bucket: 'kept', ContinuationToken }));
    return [(page.Contents ?? []).map(({ Key }) => Key), page.NextContinuationToken];
  })),
  messages: new Set((await drained(made.messages)).keys()),
  events: new Set(events.keys()),
  executions: new Set(byStatus.SUCCEEDED),
};
const executed = await drained(made.executed);
await kill();
rmSync(folder, { recursive: true, force: true });

console.log(`\n${kills} times kill -9 in ${values.minutes} minutes, seed ${values.seed}; the slowest start took ${slowest.toFixed(0)} ms`);
console.log(['what'.padEnd(12), 'acknowledged'.padStart(13), 'found'.padStart(9), 'lost'.padStart(7)].join(''));
let lost = 0;
for (const [kind, names] of Object.entries(acknowledged)) {
  const missing = [...names].filter((name) => !found[kind].has(name));
  lost += missing.length;
  console.log([kind.padEnd(12), String(names.size).padStart(13), String(found[kind].size).padStart(9), String(missing.length).padStart(7), missing.length ? `  such as ${missing.slice(0, 3).join(', ')}` : ''].join(''));
}
const silent = byStatus.SUCCEEDED.filter((name) => !executed.has(name)).length;
const stuck = statuses.filter((status) => status !== 'SUCCEEDED').map((status) => `${byStatus[status].length} ${status}`).join(', ');
console.log(`events delivered more than once: ${[...events.values()].filter((count) => count > 1).length}`);
console.log(`executions that did not succeed: ${stuck}; that succeeded without having sent: ${silent}`);
const isWell = lost === 0 && silent === 0 && statuses.every((status) => status === 'SUCCEEDED' || byStatus[status].length === 0);
console.log(isWell ? 'nothing acknowledged was lost' : 'something was lost');
process.exit(isWell ? 0 : 1);
