/** What stops a deployment says what, where and why. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { customResource } from '../../local/cloudformation/resources/custom-resource.ts';
import { StackDeployer } from '../../local/cloudformation/engine.ts';
import type { Template } from '../../local/cloudformation/template.ts';
import { registerHandlers } from '../../local/outbox/registry.ts';
import { deployAssembly } from '../../local/index.ts';
import { serviceModel } from '../../local/wire/service-model.ts';
import { emptyCloud } from './support/cloud.ts';
import type { TestCloud } from './support/cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await emptyCloud();
});
afterAll(() => cloud.stop());

/** Deploys resources as a stack of their own. */
async function deploy(Resources: object, more: object = {}): Promise<void> {
  const name = `stack-${Object.keys(Resources).join('-').toLowerCase()}`;
  const template = { Resources, ...more } as Template;
  await new StackDeployer(cloud.running.cloud).deploy({ name, template, assets: new Map() });
}

const role = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    },
  },
};
const lambda = (Properties: object) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Handler: 'index.handler',
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Runtime: 'nodejs22.x',
    ...Properties,
  },
});
const queue = (Properties: object = {}) => ({ Type: 'AWS::SQS::Queue', Properties });

test.each([
  [
    'CircularDependency',
    { A: { ...queue(), DependsOn: 'B' }, B: { ...queue(), DependsOn: 'A' } },
    'A -> B -> A',
  ],
  ['DeploymentFailed', { Bad: queue({ DelaySeconds: 99_999 }) }, 'Bad'],
])('%s', async (code, resources, words) => {
  await expect(deploy(resources)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words),
  });
});

// Wrapped in DeploymentFailed, which names the resource; the cause says what it was.
test.each([
  ['UnresolvedReference', { Lost: queue({ QueueName: { Ref: 'Nowhere' } }) }],
  [
    'MissingAsset',
    { Role: role, Codeless: lambda({ Code: { S3Bucket: 'b', S3Key: 'none.zip' } }) },
  ],
  [
    'MissingDefinition',
    {
      Role: role,
      Empty: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: { RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } },
      },
    },
  ],
])('%s', async (code, resources) => {
  const error: unknown = await deploy(resources).catch((thrown: unknown) => thrown);
  const codes = [error, (error as Error).cause].map(
    (each) => (each as { code?: string } | undefined)?.code,
  );
  expect(codes).toContain(code);
  expect(String(error)).toContain(Object.keys(resources).at(-1));
});

test('MissingParameter: the stack that writes it was not deployed', async () => {
  const Parameters = {
    Bucket: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/never/written' },
  };
  await expect(deploy({ Waits: queue() }, { Parameters })).rejects.toMatchObject({
    code: 'MissingParameter',
  });
});

test('NoAssembly: the folder holds none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'no-assembly-'));
  await expect(deployAssembly(cloud.running, folder)).rejects.toMatchObject({ code: 'NoAssembly' });
});

test('MisnamedKind: a delivery that does not begin with its service', () => {
  const service = { name: 'sqs', tables: [], actions: [], deliveries: { 'sns.notify': () => {} } };
  expect(() => registerHandlers([service])).toThrow(
    expect.objectContaining({ code: 'MisnamedKind' }),
  );
});

test('UnknownProtocol: a package that names none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'client-'));
  mkdirSync(join(folder, 'dist-es'));
  writeFileSync(join(folder, 'package.json'), '{}');
  writeFileSync(
    join(folder, 'dist-es', 'runtimeConfig.shared.js'),
    'protocol: config?.protocol ?? CarrierPigeon',
  );
  expect(() => serviceModel('pigeons', folder)).toThrow(
    expect.objectContaining({ code: 'UnknownProtocol' }),
  );
});

test('CustomResourceFailed: its function threw', async () => {
  const Payload = Buffer.from('{"errorMessage":"no"}');
  const context = {
    cloud: cloud.running.cloud,
    principal: { kind: 'root', arn: 'root', accountId: '1' } as const,
    ...{
      stackName: 's',
      stackId: 'arn',
      logicalId: 'Custom',
      assets: new Map(),
      physicalName: () => 'c',
    },
    call: <Output>() => Promise.resolve({ FunctionError: 'Unhandled', Payload } as Output),
  };
  await expect(customResource.create({ ServiceToken: 'f' }, context)).rejects.toMatchObject({
    code: 'CustomResourceFailed',
    message: 'the function failed: {"errorMessage":"no"}',
  });
});
