import { beforeAll, describe, expect, test } from 'vitest';
import { resourcesOf, synthesize } from './support/synthesize.ts';
import type { Synthesis, Template } from './support/synthesize.ts';

describe.each([
  ['keys that AWS manages', {}],
  ["a customer's key", { encryption: 'kms' }],
  ['the development stage', { stage: 'development' }],
  ['people on call', { oncall: ['ada@example.com'] }],
] as const)('the app with %s', (_name, options) => {
  let app: Synthesis;
  beforeAll(async () => {
    app = await synthesize({ ...options, validate: true });
  });

  test('passes cdk-nag and the rules of CloudFormation without a finding or a warning', () => {
    expect(app.violations).toEqual([]);
  });

  test('uses no policy that AWS manages', () => {
    for (const template of [app.platform, ...app.models.values()]) {
      expect(JSON.stringify(template)).not.toContain(':iam::aws:policy/');
    }
  });

  test('exports nothing from one stack to another', () => {
    for (const template of [app.platform, ...app.models.values()]) {
      expect(Object.values(template.Outputs ?? {}).filter((output) => output.Export)).toEqual([]);
      expect(JSON.stringify(template)).not.toContain('Fn::ImportValue');
    }
  });
});

describe('the stacks', () => {
  let app: Synthesis;
  beforeAll(async () => {
    app = await synthesize();
  });

  test('a model is at most 40 resources', () => {
    for (const template of app.models.values()) {
      expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(40);
    }
  });

  test('every function has a role of its own', () => {
    for (const template of [app.platform, ...app.models.values()]) {
      const roles = functionsOf(template).map(({ Role }) => JSON.stringify(Role));
      expect(new Set(roles).size).toBe(roles.length);
    }
  });

  test('every log group says how long it keeps lines', () => {
    for (const template of [app.platform, ...app.models.values()]) {
      for (const [, { Properties }] of resourcesOf(template, 'AWS::Logs::LogGroup')) {
        expect(Properties?.RetentionInDays).toBeGreaterThan(0);
      }
    }
  });

  test('alarms of this account may publish to the topic of people on call', () => {
    const [[, policy] = []] = resourcesOf(app.platform, 'AWS::SNS::TopicPolicy');
    const { Statement } = policy!.Properties!.PolicyDocument as { Statement: readonly object[] };
    expect(Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    );
  });

  test('buckets and the table outlive a production stack, and go with a development one', async () => {
    const kept = ['AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];
    const policies = ({ Resources }: Template) =>
      Object.values(Resources)
        .filter(({ Type }) => kept.includes(Type))
        .map((resource) => (resource as { DeletionPolicy?: string }).DeletionPolicy);
    expect(new Set(policies(app.platform))).toEqual(new Set(['Retain']));
    expect(new Set(policies((await synthesize({ stage: 'development' })).platform))).toEqual(
      new Set(['Delete']),
    );
  });

  test('a function gets the variables of its contract and no others', () => {
    const operate = functionsOf(app.platform).find(
      ({ Environment }) => Environment.Variables.POWERTOOLS_SERVICE_NAME === 'operate-model',
    );
    expect(Object.keys(operate!.Environment.Variables).sort()).toEqual([
      'EVENT_BUS',
      'POWERTOOLS_SERVICE_NAME',
      'REGISTRY_TABLE',
    ]);
  });

  test('with a key of the customer, whatever keeps data is encrypted by it', async () => {
    const { platform } = await synthesize({ encryption: 'kms' });
    for (const type of ['AWS::SQS::Queue', 'AWS::SNS::Topic']) {
      for (const [id, { Properties }] of resourcesOf(platform, type))
        expect([id, Properties?.KmsMasterKeyId]).toEqual([id, expect.anything()]);
    }
  });
});

interface FunctionProperties {
  readonly Role: unknown;
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
}

function functionsOf(template: Template): readonly FunctionProperties[] {
  return resourcesOf(template, 'AWS::Lambda::Function').map(
    ([, { Properties }]) => Properties as unknown as FunctionProperties,
  );
}
