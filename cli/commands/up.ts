import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageProgram } from '../../local/index.ts';
import { localClock } from '../aws/cloud-clock.ts';
import type { Command, Invocation } from '../command.ts';
import { CliError } from '../errors.ts';
import { PACKAGE_ROOT, startCloud, synthesize } from '../local-cloud.ts';
import { ProgressLine } from '../terminal/progress.ts';

/** `perennial up`: the local cloud with the app deployed. */
export const up: Command = {
  name: 'up',
  arguments: '[folder of a cloud assembly]',
  summary: 'starts the local cloud and deploys the app to it; stays until Ctrl-C',
  options: {
    port: { type: 'string', help: 'port on 127.0.0.1 (4566)', value: 'n' },
    data: {
      type: 'string',
      help: 'folder that keeps its state (.perennial/cloud)',
      value: 'folder',
    },
    ephemeral: { type: 'boolean', help: 'keep nothing: a temporary folder, removed at the end' },
    empty: { type: 'boolean', help: 'deploy nothing' },
    'virtual-clock': {
      type: 'boolean',
      help: 'time stands still until POST /_local/clock moves it',
    },
    start: { type: 'string', help: 'where the clock starts', value: 'ISO time' },
    account: {
      type: 'string',
      help: 'number of its account, for stacks that name one (000000000000)',
      value: '12 digits',
    },
    'roles-on-trust': {
      type: 'boolean',
      help:
        'services accept roles that are not there, as emulators without roles do; ' +
        'what runs with them may do nothing',
    },
    json: { type: 'boolean', help: 'say where it is as JSON: {"endpoint": ...}' },
    image: {
      type: 'string',
      multiple: true,
      value: 'pattern=command',
      help: 'program for a container image, called with train or serve; may be repeated',
    },
  },
  examples: [
    'perennial up',
    'perennial up ../other-app/cdk.out --port 4577',
    'perennial up --ephemeral --virtual-clock --start 2024-01-01T00:00:00Z',
    "perennial up --image '*/forecaster:*=python3 ./forecaster/run.py'",
  ],
  run: async (invocation) => {
    const line = new ProgressLine();
    const isEmpty = invocation.flag('empty');
    const settings = {
      ...placeOf(invocation),
      ...clockOf(invocation),
      accountId: accountOf(invocation),
      rolesOnTrust: invocation.flag('roles-on-trust'),
      images: imagesOf(invocation),
    };
    const assembly = isEmpty ? undefined : await assemblyOf(invocation.positionals[0], line);
    const cloud = await startCloud({ ...settings, assembly, line });
    const { mode } = (await localClock(cloud.endpoint)) ?? {};
    if (settings.clock === 'virtual' && mode !== 'virtual') process.stderr.write(`${STAYS_REAL}\n`);
    line.print(readyText(cloud.endpoint, { isEmpty, asJson: invocation.flag('json') }));
    await cloud.untilInterrupted();
    await cloud.stop();
    return 0;
  },
};

/** A folder keeps the clock that it began with. */
const STAYS_REAL =
  'the clock stays real, as the folder began: perennial up --virtual-clock --data <another folder>';

function placeOf(invocation: Invocation): {
  readonly port: number;
  readonly dataDir: string | undefined;
} {
  const port = Number(invocation.text('port') ?? 4566);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new CliError(
      'Usage',
      `--port is a number up to 65535, got '${invocation.text('port')}'`,
      'perennial up --help',
    );
  }
  const data = invocation.text('data') ?? join('.perennial', 'cloud');
  return { port, dataDir: invocation.flag('ephemeral') ? undefined : data };
}

function clockOf(invocation: Invocation): {
  readonly clock: 'real' | 'virtual';
  readonly startTime: string | undefined;
} {
  const startTime = invocation.text('start');
  if (startTime !== undefined && Number.isNaN(Date.parse(startTime))) {
    throw new CliError(
      'Usage',
      `--start is a time such as 2024-01-01T00:00:00Z, got '${startTime}'`,
      'perennial up --help',
    );
  }
  return { clock: invocation.flag('virtual-clock') ? 'virtual' : 'real', startTime };
}

function accountOf(invocation: Invocation): string | undefined {
  const account = invocation.text('account');
  if (account === undefined || /^\d{12}$/.test(account)) return account;
  throw new CliError(
    'Usage',
    `--account has twelve digits, got '${account}'`,
    'perennial up --help',
  );
}

function imagesOf(invocation: Invocation): readonly ImageProgram[] {
  return invocation.texts('image').map((text) => {
    const [image = '', command = ''] = text.split(/=(.*)/s);
    const words = command.split(' ').filter((word) => word !== '');
    if (image !== '' && words.length > 0)
      return { image, train: [...words, 'train'], serve: [...words, 'serve'] };
    throw new CliError(
      'Usage',
      `--image is <pattern>=<command>, got '${text}'`,
      'perennial up --help',
    );
  });
}

/** The assembly that was named, or the app's own: made anew where the app is newer. */
async function assemblyOf(named: string | undefined, line: ProgressLine): Promise<string> {
  const folder = named ?? join(PACKAGE_ROOT, 'cdk.out');
  const manifest = join(folder, 'manifest.json');
  const app = join(PACKAGE_ROOT, 'dist', 'app.mjs');
  const isThere = existsSync(manifest);
  if (named !== undefined && !isThere)
    throw new CliError('NoFile', `there is no '${manifest}'`, 'npx cdk synth');
  const isStale =
    !isThere || (existsSync(app) && statSync(app).mtimeMs > statSync(manifest).mtimeMs);
  if (named !== undefined || !isStale) return folder;
  line.print('synthesizing the CDK app');
  return await synthesize();
}

function readyText(
  endpoint: string,
  { isEmpty, asJson }: { readonly isEmpty: boolean; readonly asJson: boolean },
): string {
  if (asJson) return JSON.stringify({ endpoint });
  return isEmpty ? `ready ${endpoint}` : howToUse(endpoint);
}

function howToUse(endpoint: string): string {
  return [
    `ready ${endpoint}`,
    '',
    'in another terminal, in this folder:',
    '  npx perennial status',
    "or with AWS's own tools, which believe anybody here:",
    '  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1',
    `  aws --endpoint-url ${endpoint} s3 ls`,
    'Ctrl-C ends it.',
  ].join('\n');
}
