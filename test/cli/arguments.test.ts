import { expect, test, vi } from 'vitest';
import { commands } from '../../cli/commands/index.ts';
import { type } from '../support/terminal.ts';

const all = await Promise.all(Object.values(commands).map((load) => load()));

test('the overview names every command with what it does', async () => {
  const { code, out } = await type('--help');
  expect(code).toBe(0);
  for (const { name, summary } of all) expect(out).toContain(`  ${name.padEnd(11)}  ${summary}`);
});

test('without a command the overview is shown and the exit code says that something is missing', async () => {
  expect((await type()).code).toBe(2);
});

test('every command is found under its own name', () => {
  expect(all.map(({ name }) => name)).toEqual(Object.keys(commands));
});

test.each(all)('$name --help tells its arguments, its options and examples', async (command) => {
  const { code, out } = await type(command.name, '--help');
  expect(code).toBe(0);
  expect(out.split('\n')[0]).toBe(`perennial ${command.name} ${command.arguments}`.trim());
  for (const [option, { help }] of Object.entries(command.options)) {
    expect(out).toContain(`--${option}`);
    expect(out).toContain(help);
  }
  expect(command.examples.length).toBeGreaterThan(0);
});

test('an unknown command says what to type', async () => {
  expect(await type('statsu')).toMatchObject({
    code: 2,
    err: "perennial: there is no command 'statsu'\n  next: perennial --help\n",
  });
});

test('with --json an error is JSON too', async () => {
  const { code, err } = await type('statsu', '--json');
  expect(code).toBe(2);
  expect(JSON.parse(err)).toEqual({
    error: { code: 'Usage', message: "there is no command 'statsu'", next: 'perennial --help' },
  });
});

test('names that every object has are no commands', async () => {
  expect((await type('constructor')).code).toBe(2);
});

test('an unknown option says where options are told', async () => {
  expect(await type('runs', '--lmit', '3')).toMatchObject({
    code: 2,
    err: "perennial: Unknown option '--lmit'\n  next: perennial runs --help\n",
  });
});

test.each([
  [['upload'], 'name the model'],
  [['upload', 'churn'], 'name at least one file'],
  [['runs'], 'name the model'],
  [['predict', 'churn'], 'name a file of rows, CSV with a header or JSON'],
  [['approve', 'churn'], 'name the version'],
  [['approve', 'churn', '1'], 'name --reason'],
  [['approve', 'churn', 'one', '--reason', 'x'], "a version is a number such as 7, got 'one'"],
  [['reject', 'churn', '1', '--reason', ''], 'name --reason'],
  [['retrain', 'churn'], 'name --reason'],
  [['rollback', 'churn'], 'name --reason'],
  [['logs'], 'name a function or a model'],
  [['up', '--port', 'x'], "--port is a number up to 65535, got 'x'"],
  [
    ['up', '--start', 'noon', '--empty'],
    "--start is a time such as 2024-01-01T00:00:00Z, got 'noon'",
  ],
  [['up', '--image', 'x', '--empty'], "--image is <pattern>=<command>, got 'x'"],
])('%s: %s', async (words, message) => {
  const { code, err } = await type(
    ...words,
    ...(words[0] === 'up' ? [] : ['--endpoint-url', 'http://127.0.0.1:9']),
  );
  expect({ code, err: err.split('\n')[0] }).toEqual({ code: 2, err: `perennial: ${message}` });
});

test('without a local cloud and without a region it is said what to type', async () => {
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_ENDPOINT_URL', 'AWS_PROFILE'])
    vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
  expect(await type('status', '--aws')).toMatchObject({
    code: 1,
    err: 'perennial: no local cloud runs here, and no AWS region is set\n  next: perennial up, or --region <name> for AWS\n',
  });
  vi.unstubAllEnvs();
});

test('an address where nothing answers is said so', async () => {
  expect(await type('models', '--endpoint-url', 'http://127.0.0.1:9')).toMatchObject({
    code: 1,
    err: 'perennial: nothing answers at http://127.0.0.1:9\n  next: perennial up, or --aws for AWS\n',
  });
});

test('a file that is not there is said so before anything is asked', async () => {
  expect(
    await type('predict', 'churn', 'nowhere.csv', '--endpoint-url', 'http://127.0.0.1:9'),
  ).toMatchObject({
    code: 1,
    err: "perennial: there is no file 'nowhere.csv'\n  next: perennial predict --help\n",
  });
});

test('an assembly that is not there is said so before a cloud is started', async () => {
  expect(await type('up', 'nowhere', '--port', '0', '--ephemeral')).toMatchObject({
    code: 1,
    err: "perennial: there is no 'nowhere/manifest.json'\n  next: npx cdk synth\n",
  });
});
