// From files of rows to models that serve, unedited: node bench/init/run.mjs <folder of files> [--python[=<python>]] [--only <text>] [--port <n>]
// For each file `perennial init` writes a definition, the local cloud deploys it, the file is uploaded, and a version trains and
// serves. The last column of a file is its target, unless `targets.json` in the folder says {"<file>": {"target", "columns", "task", "time"}}.
// `datasets.py` and `packaged.py` fill folders with real tables. With --python the same rows and hyperparameters go through XGBoost (Python, xgboost==1.7.6) beside it. At its end it prints
// one table of all files, the worst last; exit code 1 where the metric of the holdout is more than 2 % off, or where a file came to no champion.
import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { build } from 'esbuild';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const here = dirname(fileURLToPath(import.meta.url));
const repository = dirname(dirname(here));
const [folder, ...options] = process.argv.slice(2);
if (folder === undefined || folder.startsWith('-')) {
  console.log('name a folder of files: node bench/init/run.mjs <folder> [--python[=<python>]] [--only <text>] [--port <n>]');
  process.exit(folder === undefined ? 2 : 0);
}
const optionOf = (name) => (options.includes(name) ? options[options.indexOf(name) + 1] : undefined);
const python = options.map((option) => /^--python(?:=(.*))?$/.exec(option)).find((match) => match !== null);
const only = optionOf('--only');
const port = optionOf('--port') ?? '0';
const TOLERANCE = 0.02;
const METRIC = { regression: 'mae', binary: 'logloss', multiclass: 'logloss' };

const told = existsSync(join(folder, 'targets.json')) ? JSON.parse(readFileSync(join(folder, 'targets.json'), 'utf8')) : {};
const files = readdirSync(folder).filter((name) => /\.(csv|data|tsv|jsonl|parquet)(\.gz)?$/.test(name) && (only === undefined || name.includes(only))).sort();

/** A copy of the app without its models: what is written there touches nothing. */
function copyOfApp() {
  const root = mkdtempSync(join(tmpdir(), 'init-bench-'));
  for (const part of ['bin', 'cli', 'containers', 'domain', 'lambda', 'lib', 'local', 'scripts', 'cdk.json', 'package.json', 'tsconfig.json']) {
    cpSync(join(repository, part), join(root, part), { recursive: true });
  }
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  mkdirSync(join(root, 'pipelines'));
  writeFileSync(join(root, 'pipelines', 'index.ts'), 'export const pipelines = [] as const;\n');
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
  return root;
}

function perennial(root, ...words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/perennial.mjs', ...words], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { status, stdout, stderr };
}

function lastColumn(file) {
  const bytes = readFileSync(file);
  const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.slice(0, text.indexOf('\n')).trim().split(/[,;\t|]/).at(-1).replaceAll('"', '');
}

function propose(root, file) {
  const path = resolve(folder, file);
  const { target = lastColumn(path), ...more } = told[file] ?? {};
  const name = file.toLowerCase().replace(/\.(csv|data|tsv|jsonl|parquet)(\.gz)?$/, '').replaceAll(/[^a-z0-9]+/g, '-').slice(0, 28).replace(/-$/, '');
  const words = Object.entries(more).flatMap(([option, value]) => [`--${option}`, value]);
  const { status, stdout, stderr } = perennial(root, 'init', `m-${name}`, '--from', path, '--target', target, ...words, '--json');
  return status === 0 ? { file, path, ...JSON.parse(stdout) } : { file, path, reason: JSON.parse(stderr).error.message };
}

async function startCloud(root) {
  const child = spawn(process.execPath, ['bin/perennial.mjs', 'up', '--ephemeral', '--port', port, '--virtual-clock'], { cwd: root });
  process.on('exit', () => child.kill());
  let said = '';
  const endpoint = await new Promise((ready, failed) => {
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => {
      said += text;
      const address = /^ready (\S+)$/m.exec(said)?.[1];
      if (address) ready(address);
    });
    child.once('exit', () => failed(new Error(said)));
  });
  return { endpoint, stop: () => new Promise((done) => { child.once('exit', done); child.kill('SIGTERM'); }) };
}

function clientsOf(endpoint) {
  const settings = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const ssm = new SSMClient(settings);
  const parameter = async (name) => (await ssm.send(new GetParameterCommand({ Name: `/perennial/perennial/${name}` }))).Parameter.Value;
  return {
    parameter,
    table: DynamoDBDocumentClient.from(new DynamoDBClient(settings)),
    s3: new S3Client({ ...settings, forcePathStyle: true }),
  };
}

async function recordsOf({ table, parameter }, model, prefix) {
  const { Items } = await table.send(new QueryCommand({
    TableName: await parameter('registry-table'), KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
    ExpressionAttributeValues: { ':pk': `MODEL#${model}`, ':sk': prefix },
  }));
  return Items;
}

/** Uploads a file, and lets time go by until the run it started has ended. */
async function train(root, endpoint, clients, { definition: { name }, path }) {
  perennial(root, 'upload', name, path, '--endpoint-url', endpoint, '--no-wait');
  for (let minutes = 0; minutes < 60; minutes += 5) {
    await (await fetch(`${endpoint}/_local/clock`, { method: 'POST', body: JSON.stringify({ seconds: 300 }) })).text();
    const [champion] = await recordsOf(clients, name, 'ALIAS#champion');
    if (champion !== undefined) return { ...(await recordsOf(clients, name, 'VERSION#'))[0], champion };
    const runs = await recordsOf(clients, name, 'RUN#');
    if (runs.some(({ outcome }) => outcome !== undefined && outcome !== null)) break;
  }
  const [run] = await recordsOf(clients, name, 'RUN#');
  const [upload] = await recordsOf(clients, name, 'UPLOAD#');
  return { failed: run === undefined ? upload?.reason : `${run.outcome}: ${run.outcomeReason}` };
}

/** What XGBoost makes of the rows that the lake has. */
async function reference(clients, definition) {
  const { name } = definition;
  const [accepted] = await recordsOf(clients, name, 'ACCEPTED#');
  const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: await clients.parameter('lake-bucket'), Key: accepted.key }));
  const scratch = mkdtempSync(join(tmpdir(), 'init-reference-'));
  const [stored] = await recordsOf(clients, name, 'DEFINITION');
  const names = stored.definition.contract.columns.map((column) => column.name);
  const rows = readParquetRows(await Body.transformToByteArray(), names);
  writeFileSync(join(scratch, 'rows.csv'), [names, ...rows].map((row) => `${csvLine(row)}\n`).join(''));
  writeFileSync(join(scratch, 'definition.json'), JSON.stringify(stored.definition));
  // Waited for without standing still: connections that nobody reads from meanwhile are closed by the cloud.
  const { stdout } = await promisify(execFile)(python?.[1] ?? 'python3', [join(here, 'reference.py'), scratch]);
  rmSync(scratch, { recursive: true });
  return JSON.parse(stdout);
}

/** What reads the rows of the lake; it is bundled, since it is written in TypeScript. */
async function readers() {
  const contents = ['parquet/read-rows', 'tabular/csv-writer'].map((path) => `export * from './${path}.ts';`).join('\n');
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: join(repository, 'domain'), loader: 'ts' }, bundle: true, platform: 'node', format: 'esm', write: false,
  });
  return await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

/** What became of one file: its metric and XGBoost's, or why it has none. */
async function outcomeOf(root, endpoint, clients, proposal) {
  const { definition, file, rows, reason } = proposal;
  if (reason !== undefined) return { file, failed: `nothing proposed: ${reason}` };
  const shape = { file, task: definition.task, rows, features: definition.features.length, metric: METRIC[definition.task] };
  const version = await train(root, endpoint, clients, proposal);
  if (version.failed !== undefined) return { ...shape, failed: `no champion: ${version.failed}` };
  const ours = version.metrics[shape.metric];
  if (python === undefined) return { ...shape, ours };
  const theirs = (await reference(clients, definition))[shape.metric];
  return { ...shape, ours, theirs, apart: ours === theirs ? 0 : Math.abs(ours - theirs) / Math.abs(theirs) };
}

/** How bad an outcome is: a file without a model is worse than any metric, and so is a metric that is no number. */
function badness({ failed, apart = 0 }) {
  return failed === undefined && !Number.isNaN(apart) ? apart : Infinity;
}

function lineOf({ file, task = '', rows = '', features = '', metric = '', ours, theirs, apart, failed }) {
  const begin = `${file.padEnd(34)} ${task.padEnd(11)} ${String(rows).padStart(8)} ${String(features).padStart(8)}`;
  if (failed !== undefined) return `${begin}  ${failed}`;
  const compared = theirs === undefined ? '' : ` ${theirs.toPrecision(6).padStart(10)} ${(apart * 100).toFixed(3).padStart(6)} %`;
  return `${begin}  ${metric.padEnd(8)} ${ours.toPrecision(6).padStart(10)}${compared}`;
}

/** Prints all outcomes, the worst last; answers how many are bad. */
function printTable(outcomes) {
  console.log(`\n${'file'.padEnd(34)} ${'task'.padEnd(11)} ${'rows'.padStart(8)} features  metric         ours    xgboost   apart`);
  const sorted = [...outcomes].sort((a, b) => (badness(a) === badness(b) ? a.file.localeCompare(b.file) : badness(a) - badness(b)));
  for (const outcome of sorted) console.log(lineOf(outcome));
  const bad = outcomes.filter((outcome) => badness(outcome) > TOLERANCE).length;
  console.log(`${outcomes.length} files, ${bad} bad: without a champion, or more than ${TOLERANCE * 100} % apart`);
  return bad;
}

const { readParquetRows, csvLine } = await readers();
const root = copyOfApp();
const proposals = files.map((file) => propose(root, file));
execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
const cloud = await startCloud(root);
const clients = clientsOf(cloud.endpoint);
const outcomes = [];
for (const proposal of proposals) {
  outcomes.push(await outcomeOf(root, cloud.endpoint, clients, proposal));
  console.log(`${outcomes.length} of ${proposals.length}: ${lineOf(outcomes.at(-1))}`);
}
await cloud.stop();
rmSync(root, { recursive: true, force: true });
if (outcomes.length === 0) console.log(`no file of rows in ${folder}`);
process.exit(outcomes.length > 0 && printTable(outcomes) === 0 ? 0 : 1);
