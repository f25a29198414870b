import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkConfiguration, checkRole } from '../../services/lambda/code/check.ts';
import { codeRoot } from '../../services/lambda/code/place.ts';
import type { PlacedCode } from '../../services/lambda/code/place.ts';
import { poolOf } from '../../services/lambda/environments/pool.ts';
import { LATEST, forgetFunction, putFunction } from '../../services/lambda/functions.ts';
import type { FunctionConfiguration } from '../../services/lambda/functions.ts';
import { attach } from '../../services/lambda/layers/attached.ts';
import type { AttachedLayer } from '../../services/lambda/layers/attached.ts';
import type { HandlerContext, Made, Properties, ResourceHandler } from '../handler.ts';
import { hashOf, placePackage, sizeOf } from './asset-code.ts';
import type { PackagePlace } from './asset-code.ts';
import { number, optional, tagObject, text } from './values.ts';

/** AWS::Lambda::Function: functions from assets, buckets or inline code. */
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
    'Layers',
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
  update: (made, properties, _before, context) => write(made.ref, properties, context),
  async remove(made, _properties, { cloud, principal }) {
    const resource = String(made.attributes.Arn);
    cloud.authorize(principal, { action: 'lambda:DeleteFunction', resource });
    poolOf(cloud).kill(made.ref);
    cloud.db.transaction(() => forgetFunction(made.ref, cloud));
  },
};

async function write(name: string, properties: Properties, context: HandlerContext): Promise<Made> {
  const { cloud, principal } = context;
  const arn = `arn:aws:lambda:${cloud.region}:${cloud.accountId}:function:${name}`;
  cloud.authorize(principal, { action: 'lambda:CreateFunction', resource: arn });
  checkConfiguration({ Runtime: text(properties, 'Runtime') });
  const caller = { cloud, principal, requestId: cloud.world.uuid() };
  checkRole(text(properties, 'Role'), name, caller);
  const layers = attach(optional<readonly string[]>(properties, 'Layers') ?? [], caller);
  const code = await placeCode(properties, context);
  cloud.db.transaction(() => {
    putFunction(
      {
        name,
        version: LATEST,
        configuration: JSON.stringify(configurationOf(name, properties, code, layers)),
        code: code.folder,
        modified: cloud.world.now(),
        revision: cloud.world.uuid(),
      },
      cloud,
    );
    cloud.db.run("INSERT OR IGNORE INTO lambda_heads VALUES (?, NULL, 1, '{}')", name);
    cloud.db.run(
      'UPDATE lambda_heads SET reserved = ?, tags = ? WHERE name = ?',
      number(properties, 'ReservedConcurrentExecutions') ?? null,
      JSON.stringify(tagObject(properties)),
      name,
    );
  });
  poolOf(cloud).kill(name);
  return { ref: name, attributes: { Arn: arn } };
}

function configurationOf(
  name: string,
  properties: Properties,
  code: PlacedCode,
  Layers: readonly AttachedLayer[] | undefined,
): FunctionConfiguration {
  const { Variables } =
    optional<{ readonly Variables?: Record<string, string> }>(properties, 'Environment') ?? {};
  const logging = optional<{ readonly LogGroup?: string; readonly LogFormat?: string }>(
    properties,
    'LoggingConfig',
  );
  return {
    Role: text(properties, 'Role'),
    Handler: text(properties, 'Handler'),
    Runtime: text(properties, 'Runtime'),
    Timeout: number(properties, 'Timeout') ?? 3,
    MemorySize: number(properties, 'MemorySize') ?? 128,
    Architectures: optional<readonly string[]>(properties, 'Architectures') ?? ['x86_64'],
    Environment: Variables ?? {},
    Description: optional<string>(properties, 'Description'),
    LogGroup: logging?.LogGroup ?? `/aws/lambda/${name}`,
    LogFormat: logging?.LogFormat,
    DeadLetterArn: optional<{ readonly TargetArn?: string }>(properties, 'DeadLetterConfig')
      ?.TargetArn,
    Layers,
    CodeSize: code.size,
    CodeSha256: code.sha256,
  };
}

/** Inline code, an asset, or a package out of a bucket. */
async function placeCode(properties: Properties, context: HandlerContext): Promise<PlacedCode> {
  const { ZipFile, ...place } =
    optional<PackagePlace & { readonly ZipFile?: string }>(properties, 'Code') ?? {};
  const { cloud, logicalId, stackName } = context;
  if (ZipFile === undefined) return placePackage(place, context);
  const folder = join(codeRoot(cloud), 'code', `inline-${stackName}-${logicalId}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.js'), ZipFile);
  writeFileSync(join(folder, 'index.py'), ZipFile);
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}');
  return { folder, size: sizeOf(folder), sha256: hashOf(ZipFile) };
}
