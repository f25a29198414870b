// moto's own tests against the local cloud: node bench/peers/suites.mjs <Python environment> [folder of moto's sources] [--only <text>] [--names]
// The environment holds bench/peers/requirements.txt and pytest, pytest-timeout, freezegun; without the folder the sources are had from PyPI.
// moto checks less than AWS: the cloud has its account and takes the roles that its tests name on trust; every failure is told with its
// reason, with --names the tests too. test/conformance/scripts/known-differences/peers.md says whose fault each is.
import { execFileSync, spawn } from 'node:child_process';
import { createServer, request as httpRequest } from 'node:http';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

const HELP = `node bench/peers/suites.mjs <Python environment> [folder of moto's sources] [options]: moto's own tests against the local cloud

  --only <text>  only suites whose file contains it; may be repeated
  --names        the tests of each reason too
`;
const { values, positionals: [environment, given] } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', default: false }, only: { type: 'string', multiple: true, default: [''] }, names: { type: 'boolean', default: false } },
});
if (values.help || !environment) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}
const ACCOUNT = '123456789012';
const SUITES = [
  'tests/test_events/test_events.py', 'tests/test_stepfunctions/test_stepfunctions.py', 'tests/test_sagemaker/test_sagemaker_models.py',
  'tests/test_sagemaker/test_sagemaker_endpoint.py', 'tests/test_sagemaker/test_sagemaker_training.py',
  'tests/test_sagemaker/test_sagemaker_processing.py', 'tests/test_sagemaker/test_sagemaker_transform.py', 'tests/test_sagemaker/test_sagemaker_search.py',
];
const keys = { accessKeyId: 'test', secretAccessKey: 'test' };

function sources() {
  if (given) return given;
  const folder = mkdtempSync(join(tmpdir(), 'moto-'));
  execFileSync(join(environment, 'bin', 'pip'), ['download', '--quiet', '--no-deps', '--no-binary', ':all:', 'moto==5.2.5', '-d', folder]);
  execFileSync('tar', ['xzf', join(folder, readdirSync(folder)[0]), '-C', folder]);
  return join(folder, 'moto-5.2.5');
}

const child = spawn(process.execPath, ['bin/perennial.mjs', 'up', '--empty', '--ephemeral', '--port', '0', '--account', ACCOUNT, '--roles-on-trust'], { stdio: ['ignore', 'pipe', 'ignore'] });
const endpoint = await new Promise((resolve) => child.stdout.on('data', (text) => {
  const address = /^ready (\S+)$/m.exec(String(text))?.[1];
  if (address) resolve(address);
}));
const { host, hostname, port } = new URL(endpoint);

/** Signs a request again: the tests sign with keys of nobody. */
async function signed(request, body) {
  const [, region, service] = /Credential=[^/]+\/[^/]+\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
  const left = /^(authorization|host|connection|content-length|transfer-encoding|x-amz-security-token|x-amz-date|amz-sdk.*|user-agent|accept-encoding)$/;
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !left.test(name)));
  if (!service) return headers;
  const { pathname: path, searchParams } = new URL(request.url, endpoint);
  const signer = new SignatureV4({ service, region, sha256: Sha256, credentials: keys });
  const query = Object.fromEntries(searchParams);
  return (await signer.sign({ method: request.method, protocol: 'http:', hostname, port: Number(port), path, query, headers: { ...headers, host }, body })).headers;
}

const proxy = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  if (request.url.startsWith('/moto-api/')) {
    if (request.url.startsWith('/moto-api/reset')) await fetch(`${endpoint}/_local/reset`, { method: 'POST' });
    response.end('{}');
    return;
  }
  const headers = { ...(await signed(request, body)), 'content-length': body.length };
  httpRequest({ hostname, port, method: request.method, path: request.url, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  }).end(body);
});
await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));

function pytest(folder, suite) {
  const words = ['-m', 'pytest', '-q', '--timeout', '60', '--tb=short', '--color=no', suite];
  const env = { ...process.env, TEST_SERVER_MODE: 'true', TEST_SERVER_MODE_ENDPOINT: `http://127.0.0.1:${proxy.address().port}`, AWS_DEFAULT_REGION: 'us-east-1' };
  const run = spawn(join(environment, 'bin', 'python'), words, { cwd: folder, env });
  let out = '';
  run.stdout.on('data', (text) => { out += text; });
  return new Promise((resolve) => run.on('close', () => resolve(out)));
}

/** Why tests failed, each reason with the tests: names and numbers left out. */
function reasons(out) {
  const tests = new Map();
  const [, ...parts] = out.split(/^_+ (test.*\S) _+$/m);
  for (let index = 0; index < parts.length; index += 2) {
    const line = (/^E {3}(.*)$/m.exec(parts[index + 1])?.[1] ?? 'unknown').replace(/^botocore\.\S+: /, '').replace(/arn:\S+|'[^']{20,}'|\d{3,}/g, '…').slice(0, 150);
    tests.set(line, [...(tests.get(line) ?? []), parts[index]]);
  }
  return [...tests].sort(([, a], [, b]) => b.length - a.length);
}

const folder = sources();
let [passed, failed] = [0, 0];
for (const suite of SUITES.filter((file) => values.only.some((text) => file.includes(text)))) {
  const out = await pytest(folder, suite);
  const [good, bad] = ['passed', 'failed'].map((word) => Number(new RegExp(`(\\d+) ${word}`).exec(out)?.[1] ?? 0));
  passed += good;
  failed += bad;
  console.log(`${suite}: ${good} passed, ${bad} failed`);
  for (const [reason, tests] of reasons(out)) {
    console.log(`  ${String(tests.length).padStart(3)}  ${reason}`);
    if (values.names) for (const name of tests) console.log(`         ${name}`);
  }
}
console.log(`\nmoto 5.2.5's own tests: ${passed} of ${passed + failed} pass`);
proxy.close();
child.kill('SIGTERM');
