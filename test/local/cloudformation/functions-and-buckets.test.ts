import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  GetFunctionUrlConfigCommand,
  GetLayerVersionByArnCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import {
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deployAssembly } from '../../../local/index.ts';
import { emptyCloud } from '../support/cloud.ts';
import type { TestCloud } from '../support/cloud.ts';

let cloud: TestCloud;
let outdir: string;

beforeAll(async () => {
  cloud = await emptyCloud();
  outdir = mkdtempSync(join(tmpdir(), 'functions-'));
  const stack = new Stack(new App({ outdir }), 'functions');
  define(stack);
  (stack.node.root as App).synth();
  await deployAssembly(cloud.running, outdir);
});
afterAll(async () => {
  await cloud.stop();
  rmSync(outdir, { recursive: true, force: true });
});

function define(stack: Stack): void {
  const fn = new lambda.Function(stack, 'Function', {
    functionName: 'deployed',
    role: new iam.Role(stack, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    }),
    runtime: lambda.Runtime.NODEJS_20_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => 1;'),
    layers: [
      new lambda.LayerVersion(stack, 'Layer', {
        layerVersionName: 'deployed-layer',
        code: lambda.Code.fromAsset(layerFolder()),
        compatibleRuntimes: [lambda.Runtime.NODEJS_20_X],
      }),
    ],
  });
  fn.addFunctionUrl({ invokeMode: lambda.InvokeMode.RESPONSE_STREAM });
  new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion });
  new s3.Bucket(stack, 'Bucket', {
    bucketName: 'deployed-bucket',
    versioned: true,
    lifecycleRules: [
      {
        id: 'tidy',
        prefix: 'old/',
        tagFilters: { keep: 'no' },
        expiration: Duration.days(3),
        noncurrentVersionExpiration: Duration.days(5),
      },
    ],
    cors: [{ allowedMethods: [s3.HttpMethods.GET], allowedOrigins: ['*'], maxAge: 60 }],
  });
}

test('a version and its alias are made from a template', async () => {
  const client = new LambdaClient(cloud.settings);
  const { FunctionVersion } = await client.send(
    new GetAliasCommand({ FunctionName: 'deployed', Name: 'live' }),
  );
  expect(FunctionVersion).toBe('1');
});

/** A folder with a module. */
function layerFolder(): string {
  const folder = mkdtempSync(join(outdir, 'layer-'));
  mkdirSync(join(folder, 'nodejs', 'node_modules'), { recursive: true });
  writeFileSync(join(folder, 'nodejs', 'node_modules', 'word.js'), 'module.exports = 1;');
  return folder;
}

test('a layer is made from its asset, and belongs to the functions that name it', async () => {
  const client = new LambdaClient(cloud.settings);
  const { Layers } = await client.send(
    new GetFunctionConfigurationCommand({ FunctionName: 'deployed' }),
  );
  const Arn = 'arn:aws:lambda:us-east-1:000000000000:layer:deployed-layer:1';
  expect(Layers).toEqual([{ Arn, CodeSize: 'module.exports = 1;'.length }]);
  expect(await client.send(new GetLayerVersionByArnCommand({ Arn }))).toMatchObject({
    CompatibleRuntimes: ['nodejs20.x'],
  });
});

test('a function URL has the invoke mode of its template', async () => {
  const client = new LambdaClient(cloud.settings);
  expect(
    await client.send(new GetFunctionUrlConfigCommand({ FunctionName: 'deployed' })),
  ).toMatchObject({ AuthType: 'AWS_IAM', InvokeMode: 'RESPONSE_STREAM' });
});

test('a bucket has the lifecycle, the versions and the origins of its template', async () => {
  const client = new S3Client(cloud.settings);
  const Bucket = 'deployed-bucket';
  const { Rules } = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  expect(Rules).toEqual([
    {
      ID: 'tidy',
      Status: 'Enabled',
      Filter: { And: { Prefix: 'old/', Tags: [{ Key: 'keep', Value: 'no' }] } },
      Expiration: { Days: 3 },
      NoncurrentVersionExpiration: { NoncurrentDays: 5 },
    },
  ]);
  const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket }));
  const { CORSRules } = await client.send(new GetBucketCorsCommand({ Bucket }));
  expect([Status, CORSRules]).toEqual([
    'Enabled',
    [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], MaxAgeSeconds: 60 }],
  ]);
});
