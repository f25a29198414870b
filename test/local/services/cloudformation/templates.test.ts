/** Templates as text, their parameters, and what is refused before anything is made. */
import {
  CreateStackCommand,
  GetTemplateSummaryCommand,
  UpdateStackCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTemplate } from '../../../../local/services/cloudformation/template-text.ts';
import { asRole, emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { stacksOf, withQueue } from './support.ts';

let cloud: TestCloud;
let stacks: ReturnType<typeof stacksOf>;

beforeAll(async () => {
  cloud = await emptyCloud();
  stacks = stacksOf(cloud);
});
afterAll(() => cloud.stop());

const attempt = (TemplateBody: string, more: object = {}) =>
  stacks.client.send(new CreateStackCommand({ StackName: 'attempt', TemplateBody, ...more }));

test.each([
  ['!Ref Queue', { Ref: 'Queue' }],
  ['!GetAtt Queue.Arn', { 'Fn::GetAtt': ['Queue', 'Arn'] }],
  ['!GetAtt [Queue, Arn]', { 'Fn::GetAtt': ['Queue', 'Arn'] }],
  ["!Sub '${A}-b'", { 'Fn::Sub': '${A}-b' }],
  ['!Sub [x, {A: !Ref B}]', { 'Fn::Sub': ['x', { A: { Ref: 'B' } }] }],
  ['!Join [",", !Split ["-", a-b]]', { 'Fn::Join': [',', { 'Fn::Split': ['-', 'a-b'] }] }],
  ['!If [C, 1, !Ref AWS::NoValue]', { 'Fn::If': ['C', 1, { Ref: 'AWS::NoValue' }] }],
  ['!Equals [a, b]', { 'Fn::Equals': ['a', 'b'] }],
  ['!Condition C', { Condition: 'C' }],
  ['2012-10-17', '2012-10-17'],
  ['"true"', 'true'],
  ['true', true],
  ['0.5', 0.5],
  ['', null],
])('YAML: %s', (text, value) => {
  expect(readTemplate(`Resources: {A: {Type: T, P: ${text}}}`)).toEqual({
    Resources: { A: { Type: 'T', P: value } },
  });
});

const roleless = withQueue(
  {},
  {
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
  },
);
const named = withQueue(
  {},
  {
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'r', AssumeRolePolicyDocument: {} } },
  },
);
const resource = (text: string) => `Resources: {A: ${text}}`;

test.each([
  ['{"a"', 'Template format error: JSON not well-formed. (line 1, column 5)'],
  ['Resources:\n  A: [', 'Template format error: YAML not well-formed. (line 2, column 7)'],
  ['- a', 'Template format error: unsupported structure.'],
  ['Resources: {}', 'Template format error: At least one Resources member must be defined.'],
  ['Foo: 1', 'Invalid template property or properties [Foo]'],
  ['A: &a 1\nResources: *a', 'Template format error: YAML aliases are not allowed'],
  [resource('{}'), '[/Resources/A] Every Resources object must contain a Type member.'],
  [resource('{Type: X}'), 'Template format error: Unrecognized resource types: [X]'],
  ['Resources: {a-b: {Type: "AWS::SQS::Queue"}}', 'Resource name a-b is non alphanumeric.'],
  [
    resource('{Type: "AWS::SQS::Queue", Properties: {QueueName: !Ref Nope}}'),
    'Unresolved resource dependencies [Nope] in the Resources block of the template',
  ],
  [
    resource('{Type: "AWS::SQS::Queue", DependsOn: B}'),
    'Unresolved resource dependencies [B] in the Resources block of the template',
  ],
  [
    resource('{Type: "AWS::SQS::Queue", Condition: C}'),
    'Unresolved condition dependency C in the Resources block of the template',
  ],
  [
    `${resource('{Type: "AWS::SQS::Queue"}')}\nOutputs: {O: {Value: !Sub "\${B.Arn}"}}`,
    'Unresolved resource dependencies [B] in the Outputs block of the template',
  ],
  [
    'Resources: {A: {Type: "AWS::SQS::Queue", DependsOn: B}, B: {Type: "AWS::SQS::Queue", DependsOn: A}}',
    'Circular dependency between resources: [A, B]',
  ],
  [`Transform: X\n${resource('{Type: "AWS::SQS::Queue"}')}`, 'does not offer transforms'],
  [resource('{Type: "AWS::EC2::VPC"}'), 'A (attempt): the resource type AWS::EC2::VPC'],
  [
    resource('{Type: "AWS::SQS::Queue", Properties: {Foo: 1}}'),
    'the property Foo of AWS::SQS::Queue',
  ],
  [roleless, 'Requires capabilities : [CAPABILITY_IAM]'],
  [named, 'Requires capabilities : [CAPABILITY_NAMED_IAM]'],
])('refused: %s', async (text, message) => {
  await expect(attempt(text)).rejects.toThrow(message);
  await expect(stacks.stack('attempt')).rejects.toThrow('does not exist');
});

test('a role with a name wants more than CAPABILITY_IAM', async () => {
  await expect(attempt(named, { Capabilities: ['CAPABILITY_IAM'] })).rejects.toThrow(
    'Requires capabilities : [CAPABILITY_NAMED_IAM]',
  );
});

test.each([
  [{ StackName: '1x' }, "Value '1x' at 'stackName' failed to satisfy constraint"],
  [{ TemplateBody: undefined }, 'Either Template URL or Template Body must be specified.'],
  [
    { DisableRollback: true, OnFailure: 'DELETE' as const },
    'You can specify either DisableRollback or OnFailure, but not both.',
  ],
])('refused: %j', async (input, message) => {
  await expect(attempt(withQueue(), input)).rejects.toThrow(message);
});

describe('parameters', () => {
  const Parameters = {
    Delay: { Type: 'Number', MinValue: 1, MaxValue: '10', Default: 2 },
    Stage: { Type: 'String', AllowedValues: ['dev', 'prod'], Default: 'dev' },
    Name: { Type: 'String', AllowedPattern: '[a-z]+', MinLength: 2, MaxLength: 4 },
    Secret: { Type: 'String', NoEcho: true, Default: 'hidden' },
  };
  const body = JSON.stringify({ ...(JSON.parse(withQueue()) as object), Parameters });
  const values = (given: Record<string, string>) =>
    Object.entries(given).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    }));

  test.each([
    [{}, 'Parameters: [Name] must have values'],
    [{ Name: 'abc', Other: 'x' }, 'Parameters: [Other] do not exist in the template'],
    [{ Name: 'abc', Delay: 'x' }, "Parameter 'Delay' must be a number."],
    [{ Name: 'abc', Delay: '0' }, "Parameter 'Delay' must be a number not less than 1"],
    [{ Name: 'abc', Delay: '11' }, "Parameter 'Delay' must be a number not greater than 10"],
    [{ Name: 'abc', Stage: 'x' }, "Parameter 'Stage' must be one of AllowedValues [dev, prod]"],
    [{ Name: 'ABC' }, "Parameter 'Name' must match pattern [a-z]+"],
    [{ Name: 'a' }, "Parameter 'Name' must contain at least 2 characters"],
    [{ Name: 'abcde' }, "Parameter 'Name' must contain at most 4 characters"],
  ])('refused: %j', async (given, message) => {
    await expect(attempt(body, { Parameters: values(given) })).rejects.toThrow(message);
  });

  test.each([
    ['(a+)+b', 'takes too long'],
    ['(', 'is no regular expression'],
  ])('a pattern that cannot be used is told: %s', async (AllowedPattern, why) => {
    const Name = { Type: 'String', AllowedPattern, Default: 'a'.repeat(40) };
    const template = { ...(JSON.parse(withQueue()) as object), Parameters: { Name } };
    await expect(attempt(JSON.stringify(template))).rejects.toThrow(
      `AllowedPattern ${AllowedPattern} ${why}`,
    );
  });

  test('are told again, but for those that are not to be echoed', async () => {
    await attempt(body, { StackName: 'values', Parameters: values({ Name: 'abc', Delay: '3' }) });
    const told = async () =>
      Object.fromEntries(
        (await stacks.settled('values')).Parameters!.map((one) => [
          one.ParameterKey,
          one.ParameterValue,
        ]),
      );
    expect(await told()).toEqual({ Delay: '3', Stage: 'dev', Name: 'abc', Secret: '****' });
    const Previous = [{ ParameterKey: 'Name', UsePreviousValue: true }];
    await stacks.client.send(
      new UpdateStackCommand({
        StackName: 'values',
        UsePreviousTemplate: true,
        Parameters: [...Previous, ...values({ Delay: '4' })],
      }),
    );
    expect(await told()).toMatchObject({ Delay: '4', Name: 'abc' });
    await expect(
      stacks.client.send(
        new UpdateStackCommand({
          StackName: 'values',
          UsePreviousTemplate: true,
          Parameters: [...Previous, ...values({ Delay: '4' })],
        }),
      ),
    ).rejects.toThrow('No updates are to be performed.');
  });
});

test('a template is told about without a stack', async () => {
  const told = await stacks.client.send(new ValidateTemplateCommand({ TemplateBody: named }));
  expect(told).toMatchObject({ Capabilities: ['CAPABILITY_NAMED_IAM'], Parameters: [] });
  const summary = await stacks.client.send(new GetTemplateSummaryCommand({ TemplateBody: named }));
  expect(summary.ResourceTypes).toEqual(['AWS::SQS::Queue', 'AWS::IAM::Role']);
});

test('a template may lie in a bucket', async () => {
  const s3 = new S3Client({ ...cloud.settings, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'templates' }));
  await s3.send(new PutObjectCommand({ Bucket: 'templates', Key: 'a/b', Body: withQueue() }));
  for (const [index, TemplateURL] of [
    'https://templates.s3.us-east-1.amazonaws.com/a/b',
    'https://s3.amazonaws.com/templates/a/b',
  ].entries()) {
    const StackName = `from-bucket-${index}`;
    await stacks.client.send(new CreateStackCommand({ StackName, TemplateURL }));
    expect((await stacks.settled(StackName)).StackStatus).toBe('CREATE_COMPLETE');
  }
  await expect(
    attempt('', { TemplateBody: undefined, TemplateURL: 'https://s3.amazonaws.com/templates/no' }),
  ).rejects.toThrow('S3 error: The specified key does not exist.');
});

test('resources are made with the rights of the one who deploys', async () => {
  const iam = new IAMClient(cloud.settings);
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: 'deployer',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::000000000000:root' },
          Action: 'sts:AssumeRole',
        },
      }),
    }),
  );
  const allow = (actions: readonly string[]) =>
    iam.send(
      new PutRolePolicyCommand({
        RoleName: 'deployer',
        PolicyName: 'p',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: actions, Resource: '*' },
        }),
      }),
    );
  await allow(['cloudformation:*', 'sqs:DeleteQueue']);
  const client = new CloudFormationClient(asRole(cloud, Role!.Arn!));
  const deploy = async (StackName: string) => {
    await client.send(new CreateStackCommand({ StackName, TemplateBody: withQueue() }));
    return (await stacks.settled(StackName)).StackStatus;
  };
  expect(await deploy('denied')).toBe('ROLLBACK_COMPLETE');
  await allow(['cloudformation:*', 'sqs:*']);
  expect(await deploy('granted')).toBe('CREATE_COMPLETE');
});
