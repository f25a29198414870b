import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { LocalCloudError } from '../../errors.ts';
import type { FunctionConfiguration } from '../../services/lambda/functions.ts';
import { poolOf } from '../../services/lambda/pool.ts';
import type { HandlerContext, Made, Properties, ResourceHandler } from '../handler.ts';
import { number, optional, tagObject, text } from './values.ts';

/**
 * What a runtime brings along; a function finds it beside its code, and nothing else of this
 * machine.
 */
const RUNTIME_PACKAGES = ['@aws-sdk', '@smithy', '@aws-crypto', '@aws'];

/** AWS::Lambda::Function: Node.js functions from assets or inline code. */
export const lambdaFunction: ResourceHandler = {
  type: 'AWS::Lambda::Function',
  properties: [
    'FunctionName',
    'Code',
    'Role',
    'Handler',
    'Runtime',
    'Timeout',
    'MemorySize',
    'Environment',
    'Description',
    'LoggingConfig',
    'DeadLetterConfig',
    'ReservedConcurrentExecutions',
    'Architectures',
    'Tags',
    'PackageType',
  ],
  withoutEffect: {
    TracingConfig: 'there is no X-Ray here: traces are not kept',
    EphemeralStorage: 'functions use the disk of the laptop',
    RecursiveLoop: 'the clock of a loop is seen in its logs',
  },
  async create(properties, context) {
    const name = optional<string>(properties, 'FunctionName') ?? context.physicalName(64);
    return write(name, properties, context);
  },
  update: async (made, properties, _before, context) => write(made.ref, properties, context),
  async remove(made, _properties, { cloud }) {
    poolOf(cloud).kill(made.ref);
    cloud.db.run('DELETE FROM lambda_functions WHERE name = ?', made.ref);
  },
};

function write(name: string, properties: Properties, context: HandlerContext): Made {
  const { cloud } = context;
  const runtime = text(properties, 'Runtime');
  if (!runtime.startsWith('nodejs'))
    throw new LocalCloudError(
      'UnsupportedRuntime',
      `the local cloud runs Node.js functions, got '${runtime}'`,
    );
  cloud.authorize(
    { kind: 'root', arn: `arn:aws:iam::${cloud.accountId}:root`, accountId: cloud.accountId },
    {
      action: 'iam:PassRole',
      resource: text(properties, 'Role'),
      context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
    },
  );
  const code = placeCode(properties, context);
  const arn = `arn:aws:lambda:${cloud.region}:${cloud.accountId}:function:${name}`;
  const old = cloud.db.get<{ policy: string; asynchronous: string }>(
    'SELECT policy, asynchronous FROM lambda_functions WHERE name = ?',
    name,
  );
  cloud.db.run(
    'INSERT OR REPLACE INTO lambda_functions VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    name,
    arn,
    JSON.stringify(configurationOf(name, properties, code)),
    code,
    old?.policy ?? '[]',
    old?.asynchronous ?? '{}',
    JSON.stringify(tagObject(properties)),
    cloud.world.now(),
  );
  poolOf(cloud).kill(name);
  return { ref: name, attributes: { Arn: arn } };
}

function configurationOf(
  name: string,
  properties: Properties,
  code: string,
): FunctionConfiguration {
  return {
    Role: text(properties, 'Role'),
    Handler: text(properties, 'Handler'),
    Runtime: text(properties, 'Runtime'),
    Timeout: number(properties, 'Timeout') ?? 3,
    MemorySize: number(properties, 'MemorySize') ?? 128,
    Architectures: optional<readonly string[]>(properties, 'Architectures') ?? ['x86_64'],
    Environment:
      optional<{ readonly Variables?: Record<string, string> }>(properties, 'Environment')
        ?.Variables ?? {},
    Description: optional<string>(properties, 'Description'),
    LogGroup:
      optional<{ readonly LogGroup?: string }>(properties, 'LoggingConfig')?.LogGroup ??
      `/aws/lambda/${name}`,
    DeadLetterArn: optional<{ readonly TargetArn?: string }>(properties, 'DeadLetterConfig')
      ?.TargetArn,
    ReservedConcurrency: number(properties, 'ReservedConcurrentExecutions'),
    CodeSize: sizeOf(code),
  };
}

/**
 * Copies an asset (once: its key is the hash of its content) to where only the runtime's packages
 * are found.
 */
function placeCode(properties: Properties, { assets, cloud, logicalId }: HandlerContext): string {
  const { S3Key, ZipFile } =
    optional<{ readonly S3Key?: string; readonly ZipFile?: string }>(properties, 'Code') ?? {};
  const root = join(cloud.dataDir, 'lambda');
  linkRuntime(root);
  const source = S3Key === undefined ? undefined : assets.get(S3Key);
  const target = join(root, 'code', S3Key?.replace(/\.zip$/, '') ?? `inline-${logicalId}`);
  if (ZipFile !== undefined) {
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, 'index.js'), ZipFile);
    writeFileSync(join(target, 'package.json'), '{"type":"commonjs"}');
    return target;
  }
  if (!source || !existsSync(source))
    throw new LocalCloudError(
      'MissingAsset',
      `the assembly has no asset '${S3Key}' for the function's code`,
    );
  if (!existsSync(target)) cpSync(source, target, { recursive: true });
  return target;
}

function linkRuntime(root: string): void {
  const modules = join(root, 'node_modules');
  mkdirSync(modules, { recursive: true });
  const resolve = createRequire(import.meta.url).resolve;
  const installed = dirname(dirname(dirname(resolve('@aws-sdk/client-s3/package.json'))));
  for (const name of RUNTIME_PACKAGES) {
    if (existsSync(join(installed, name)) && !existsSync(join(modules, name)))
      symlinkSync(join(installed, name), join(modules, name));
  }
}

function sizeOf(path: string): number {
  const stats = statSync(path);
  return stats.isDirectory()
    ? readdirSync(path).reduce((sum, entry) => sum + sizeOf(join(path, entry)), 0)
    : stats.size;
}
