import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { connection } from '../../../cli/aws/connection.ts';
import type { Connection } from '../../../cli/aws/connection.ts';
import { RegistryReader } from '../../../cli/aws/registry.ts';
import { assembly, exclusively } from '../../support/assembly.ts';
import type { Encryption } from '../../support/assembly.ts';

/** A template, as far as it is edited. */
export interface Template {
  readonly Resources: Record<string, Resource>;
}

export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/** Customers of the churn model, as CSV. */
export const customers = gunzipSync(readFileSync('pipelines/churn/data/telco-customer-churn.csv.gz')).toString('utf8');

/** A copy of the synthesized app without the taxis, for one test to edit. */
export async function copyOfAssembly(parent: string, encryption?: Encryption): Promise<string> {
  const source = await assembly(encryption);
  const copy = mkdtempSync(join(parent, 'assembly-'));
  const isNeeded = (name: string) => !/^(tree|validation-report)\.json$|taxi-fare/.test(basename(name));
  await exclusively(() => cpSync(source, copy, { recursive: true, filter: isNeeded }));
  const manifest = join(copy, 'manifest.json');
  const { artifacts, ...rest } = JSON.parse(readFileSync(manifest, 'utf8')) as { artifacts: Record<string, unknown> };
  const kept = Object.entries(artifacts).filter(([id]) => isNeeded(id));
  writeFileSync(manifest, JSON.stringify({ ...rest, artifacts: Object.fromEntries(kept) }));
  return copy;
}

/** Edits the template of one stack of an assembly. */
export function editTemplate(folder: string, stack: string, edit: (template: Template) => void): void {
  const file = join(folder, `${stack}.template.json`);
  const template = JSON.parse(readFileSync(file, 'utf8')) as Template;
  edit(template);
  writeFileSync(file, JSON.stringify(template));
}

/** A local cloud in a process group of its own, on a virtual clock. */
export interface Journey {
  readonly connection: Connection;
  /** What it has written to its terminal so far. */
  said(): string;
  /** Waits until nothing is due any more. Moves the clock on by as many minutes first. */
  pass(minutes: number): Promise<void>;
  /** Ends the process and all that it started, at once. */
  kill(): Promise<void>;
  /** Ends the process as Ctrl-C does. */
  stop(): Promise<void>;
}

/** What a cloud said that did not come up. */
export class NotReady extends Error {}

/** Starts a cloud whose state is kept in a folder, and deploys the assembly to it. Port 0 is any. */
export async function startJourney(folder: string, assemblyFolder: string, port = '0'): Promise<Journey> {
  const words = ['up', assemblyFolder, '--data', join(folder, 'cloud'), '--port', port, '--virtual-clock'];
  const child = spawn(process.execPath, [resolve('bin/perennial.mjs'), ...words], {
    cwd: folder, env: { ...process.env, TMPDIR: folder }, detached: true,
  });
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => said.push(text.toString()));
  const endpoint = await new Promise<string>((ready, failed) => {
    child.stdout.on('data', () => {
      const address = /^ready (\S+)$/m.exec(said.join(''))?.[1];
      if (address) ready(address);
    });
    child.once('close', () => failed(new NotReady(said.join(''))));
  });
  return {
    said: () => said.join(''),
    connection: connection(endpoint, 'perennial'),
    pass: async (minutes) => {
      const body = JSON.stringify({ seconds: minutes * 60 });
      await (await fetch(`${endpoint}/_local/clock`, { method: 'POST', body })).text();
    },
    kill: async () => {
      process.kill(-child.pid!, 'SIGKILL');
      await ended;
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The value that the platform leaves for others, such as the name of its landing bucket. */
export async function platformValue({ settings }: Connection, name: string): Promise<string> {
  const command = new GetParameterCommand({ Name: `/perennial/perennial/${name}` });
  return (await new SSMClient(settings).send(command)).Parameter!.Value!;
}

/** ARN of the state machine of that name. */
export async function machineNamed(name: string, { settings }: Connection): Promise<string> {
  const { stateMachines = [] } = await new SFNClient(settings).send(new ListStateMachinesCommand({}));
  return stateMachines.find((machine) => machine.name === name)!.stateMachineArn!;
}

/** Puts rows for the churn model where uploads are admitted; answers the version of the object. */
export async function upload(to: Connection, file: string, body = customers): Promise<string> {
  const client = new S3Client({ ...to.settings, forcePathStyle: true });
  const Bucket = await platformValue(to, 'landing-bucket');
  const { VersionId } = await client.send(new PutObjectCommand({ Bucket, Key: `uploads/churn/data/${file}`, Body: body }));
  return VersionId!;
}

/** The churn model's records in the registry whose sort key begins so. */
export async function records(of: Connection, prefix: string): Promise<readonly Record<string, unknown>[]> {
  return await new RegistryReader(await platformValue(of, 'registry-table'), of).list('churn', prefix);
}
