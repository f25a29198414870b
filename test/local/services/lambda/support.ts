import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { CreateFunctionCommandInput } from '@aws-sdk/client-lambda';
import type { LocalCloudOptions } from '../../../../local/index.ts';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

/** A cloud with a role that functions may have, and a client. */
export interface LambdaCloud extends TestCloud {
  readonly lambda: LambdaClient;
  readonly role: string;
}

/** The bootstrap of functions is bundled; a newer source is bundled again. */
function bundleBootstrap(): void {
  const bundle = 'dist/lambda-bootstrap.mjs';
  const folder = 'local/services/lambda/environments';
  const sources = [`${folder}/bootstrap.ts`, `${folder}/response-stream.ts`];
  const newest = Math.max(...sources.map((source) => statSync(source).mtimeMs));
  if (existsSync(bundle) && statSync(bundle).mtimeMs >= newest) return;
  execFileSync(process.execPath, ['scripts/build.mjs']);
}

/** Starts an empty cloud for functions. */
export async function lambdaCloud(options: Partial<LocalCloudOptions> = {}): Promise<LambdaCloud> {
  bundleBootstrap();
  const cloud = await emptyCloud(options);
  const iam = new IAMClient(cloud.settings);
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    ],
  };
  const all = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  };
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: 'functions',
      AssumeRolePolicyDocument: JSON.stringify(trust),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: 'functions',
      PolicyName: 'all',
      PolicyDocument: JSON.stringify(all),
    }),
  );
  return { ...cloud, lambda: new LambdaClient(cloud.settings), role: Role!.Arn! };
}

/** Makes a Node.js function out of the body of its handler. */
export async function aFunction(
  { lambda, role }: LambdaCloud,
  FunctionName: string,
  body: string,
  more: Partial<CreateFunctionCommandInput> = {},
) {
  return lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: role,
      Runtime: 'nodejs20.x',
      Handler: 'index.handler',
      Code: { ZipFile: nodeZip(body) },
      ...more,
    }),
  );
}

/** A package whose `index.handler` has this body; `event` and `context` are there. */
export function nodeZip(body: string): Buffer {
  return aZip({ 'index.js': `exports.handler = async (event, context) => { ${body} };` });
}

/** Runs a function and reads its answer. */
export async function run(
  { lambda }: LambdaCloud,
  FunctionName: string,
  event: unknown = {},
  Qualifier?: string,
) {
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName, Qualifier, Payload: JSON.stringify(event), LogType: 'Tail' }),
  );
  return {
    value: JSON.parse(Buffer.from(answer.Payload!).toString('utf8')) as unknown,
    error: answer.FunctionError,
    version: answer.ExecutedVersion,
    log: Buffer.from(answer.LogResult ?? '', 'base64').toString('utf8'),
  };
}

/** A zip of files that are stored as they are. */
export function aZip(files: Readonly<Record<string, string>>, mode = 0o644): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const [name, bytes] = [Buffer.from(path), Buffer.from(text)];
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt32LE(bytes.length, 18);
    local.writeUInt32LE(bytes.length, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(bytes.length, 20);
    entry.writeUInt32LE(bytes.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(((0o100000 | mode) << 16) >>> 0, 38);
    entry.writeUInt32LE(offset, 42);
    bodies.push(local, name, bytes);
    entries.push(entry, name);
    offset += 30 + name.length + bytes.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
}
