import { CreatePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import type { AssumeRoleCommandInput, AssumeRoleCommandOutput } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

let cloud: TestCloud;
let iam: IAMClient;
let sts: STSClient;

beforeAll(async () => {
  cloud = await emptyCloud();
  iam = new IAMClient(cloud.settings);
  sts = new STSClient(cloud.settings);
});
afterAll(() => cloud.stop());

const ACCOUNT = { AWS: 'arn:aws:iam::000000000000:root' };
const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };

const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

let roles = 0;
/** A role that may do everything, whose trust policy is one statement about the account. */
async function aRole(trust: object = {}, more: { MaxSessionDuration?: number } = {}) {
  const RoleName = `role-${roles++}`;
  const statement = {
    Effect: 'Allow',
    Principal: ACCOUNT,
    Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    ...trust,
  };
  const AssumeRolePolicyDocument = document(statement);
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, ...more }),
  );
  const PolicyDocument = document(EVERYTHING);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument }));
  return Role!;
}

const assume = (RoleArn: string, more: Partial<AssumeRoleCommandInput> = {}, by = sts) =>
  by.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session', ...more }));

/** Settings of a client that signs with what AssumeRole gave. */
function signing({ Credentials }: AssumeRoleCommandOutput) {
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials!;
  const credentials = {
    accessKeyId: AccessKeyId!,
    secretAccessKey: SecretAccessKey!,
    sessionToken: SessionToken!,
  };
  return { ...cloud.settings, credentials };
}

test('a session is known by the id of its role and its own name', async () => {
  const { Arn, RoleId, RoleName } = await aRole();
  const session = await assume(Arn!);
  const arn = `arn:aws:sts::000000000000:assumed-role/${RoleName}/session`;
  expect(session.AssumedRoleUser).toEqual({ Arn: arn, AssumedRoleId: `${RoleId}:session` });
  expect(session.PackedPolicySize).toBeUndefined();
  const who = await new STSClient(signing(session)).send(new GetCallerIdentityCommand({}));
  expect(who).toMatchObject({ Arn: arn, UserId: `${RoleId}:session`, Account: '000000000000' });
});

test('a session ends when it was said to', async () => {
  const session = await assume((await aRole()).Arn!, { DurationSeconds: 900 });
  const s3 = new S3Client(signing(session));
  const { dispatcher, cloud: inside } = cloud.running;
  expect(session.Credentials!.Expiration).toEqual(new Date(inside.world.now() + 900_000));
  await expect(s3.send(new ListBucketsCommand({}))).resolves.toBeDefined();
  await dispatcher.advanceTo(inside.world.now() + 901_000);
  await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: 'ExpiredToken' });
});

test('a session lasts as long as its role allows, and an hour in a chain', async () => {
  const short = await aRole();
  await expect(assume(short.Arn!, { DurationSeconds: 3601 })).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  });
  const long = await aRole({}, { MaxSessionDuration: 7200 });
  const session = await assume(long.Arn!, { DurationSeconds: 7200 });
  const by = new STSClient(signing(session));
  await expect(assume(long.Arn!, { DurationSeconds: 3601 }, by)).rejects.toMatchObject({
    message:
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  });
  await expect(assume(short.Arn!, { DurationSeconds: 899 })).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringContaining("at 'durationSeconds' failed to satisfy constraint"),
  });
});

test('a trust policy may ask for an external id, or a name of the session', async () => {
  const Condition = { StringEquals: { 'sts:ExternalId': 'secret' } };
  const { Arn } = await aRole({ Principal: { AWS: '*' }, Condition, Effect: 'Allow' });
  const refusing = await aRole();
  const deny = document(
    { Effect: 'Allow', Principal: ACCOUNT, Action: 'sts:AssumeRole' },
    {
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 'sts:AssumeRole',
      Condition: { StringNotLike: { 'sts:RoleSessionName': 'ci-*' } },
    },
  );
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'named', AssumeRolePolicyDocument: deny }),
  );
  const by = new STSClient(signing(await assume(refusing.Arn!)));
  await expect(assume(Arn!, { ExternalId: 'secret' }, by)).resolves.toBeDefined();
  await expect(assume(Role!.Arn!)).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(assume(Role!.Arn!, { RoleSessionName: 'ci-1' })).resolves.toBeDefined();
});

test('a session may do what the policies it was asked for with allow, and no more', async () => {
  const { Arn } = await aRole();
  const { Policy } = await iam.send(
    new CreatePolicyCommand({
      PolicyName: 'list',
      PolicyDocument: document({ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }),
    }),
  );
  const session = await assume(Arn!, { PolicyArns: [{ arn: Policy!.Arn! }] });
  expect(session.PackedPolicySize).toBeGreaterThan(0);
  const s3 = new S3Client(signing(session));
  await expect(s3.send(new ListBucketsCommand({}))).resolves.toBeDefined();
  await expect(s3.send(new ListObjectsV2Command({ Bucket: 'none-such' }))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('because no session policy allows the s3:ListBucket action'),
  });
  await expect(assume(Arn!, { Policy: 'no policy' })).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
  });
  await expect(assume(Arn!, { Policy: ' '.repeat(2049) })).rejects.toMatchObject({
    name: 'PackedPolicyTooLargeException',
  });
  const PolicyArns = [{ arn: 'arn:aws:iam::000000000000:policy/none' }];
  await expect(assume(Arn!, { PolicyArns })).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
  });
});

test('tags of a session are the principal’s, and those that are transitive go on', async () => {
  const first = await aRole();
  const condition = { StringEquals: { 'aws:PrincipalTag/team': 'ml' } };
  const RoleName = first.RoleName!;
  const PolicyDocument = document(
    { Effect: 'Allow', Action: 'sts:*', Resource: '*' },
    { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*', Condition: condition },
  );
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument }));
  const Tags = [{ Key: 'team', Value: 'ml' }];
  const tagged = await assume(first.Arn!, { Tags, TransitiveTagKeys: ['team'] });
  const list = (session: AssumeRoleCommandOutput) =>
    new S3Client(signing(session)).send(new ListBucketsCommand({}));
  await expect(list(tagged)).resolves.toBeDefined();
  await expect(list(await assume(first.Arn!))).rejects.toMatchObject({ name: 'AccessDenied' });
  const by = new STSClient(signing(tagged));
  await expect(list(await assume(first.Arn!, {}, by))).resolves.toBeDefined();
  await expect(assume(first.Arn!, { Tags }, by)).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: expect.stringContaining('conflicts with a transitive tag key'),
  });
});

test('tags and a source identity demand permissions of their own', async () => {
  const { Arn } = await aRole({ Action: 'sts:AssumeRole' });
  const plain = await aRole();
  const PolicyDocument = document({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' });
  await iam.send(
    new PutRolePolicyCommand({ RoleName: plain.RoleName, PolicyName: 'all', PolicyDocument }),
  );
  const by = new STSClient(signing(await assume(plain.Arn!)));
  await expect(assume(Arn!, {}, by)).resolves.toBeDefined();
  await expect(assume(Arn!, { Tags: [{ Key: 'a', Value: 'b' }] }, by)).rejects.toMatchObject({
    message: expect.stringContaining('perform: sts:TagSession'),
  });
  await expect(assume(Arn!, { SourceIdentity: 'ada' }, by)).rejects.toMatchObject({
    message: expect.stringContaining('perform: sts:SetSourceIdentity'),
  });
  expect(await assume(plain.Arn!, { SourceIdentity: 'ada' })).toMatchObject({
    SourceIdentity: 'ada',
  });
});

test.each([
  [
    {
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'A', Value: '2' },
      ],
    },
    'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  ],
  [{ Tags: [{ Key: 'aws:a', Value: '1' }] }, 'System tags can neither be added nor removed.'],
  [
    { TransitiveTagKeys: ['a'] },
    'The specified transitive tag key must be included in the requested tags.',
  ],
  [
    { SerialNumber: 'arn:aws:iam::000000000000:mfa/ada', TokenCode: '123456' },
    'MultiFactorAuthentication failed with invalid MFA one time pass code.',
  ],
])('STS refuses %o', async (more, message) => {
  await expect(assume((await aRole()).Arn!, more)).rejects.toMatchObject({ message });
});

test('the account itself may sign with keys that end after an hour', async () => {
  const { Credentials } = await sts.send(new GetSessionTokenCommand({ DurationSeconds: 7200 }));
  const { dispatcher, cloud: inside } = cloud.running;
  expect(Credentials!.Expiration).toEqual(new Date(inside.world.now() + 3_600_000));
  const by = new STSClient(signing({ Credentials, $metadata: {} }));
  expect(await by.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Arn: 'arn:aws:iam::000000000000:root',
  });
  await expect(by.send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: 'Cannot call GetSessionToken with session credentials',
  });
  await dispatcher.advanceTo(inside.world.now() + 3_601_000);
  await expect(by.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'ExpiredToken',
  });
});

test('a user gets keys that end, and with them may do what it may', async () => {
  const UserName = 'ada';
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = document({
    Effect: 'Allow',
    Action: 's3:ListAllMyBuckets',
    Resource: '*',
  });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = AccessKey!;
  const credentials = { accessKeyId: accessKeyId!, secretAccessKey: secretAccessKey! };
  const own = new STSClient({ ...cloud.settings, credentials });
  const { Credentials } = await own.send(new GetSessionTokenCommand({}));
  const now = cloud.running.cloud.world.now();
  expect(Credentials!.Expiration).toEqual(new Date(now + 43_200_000));
  const settings = signing({ Credentials, $metadata: {} });
  expect(await new STSClient(settings).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Arn: 'arn:aws:iam::000000000000:user/ada',
  });
  const s3 = new S3Client(settings);
  await expect(s3.send(new ListBucketsCommand({}))).resolves.toBeDefined();
  await expect(s3.send(new ListObjectsV2Command({ Bucket: 'any' }))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
});

test('a token that is torn belongs to nobody', async () => {
  const settings = signing(await assume((await aRole()).Arn!));
  const credentials = { ...settings.credentials, sessionToken: 'torn' };
  const torn = { ...settings, credentials };
  await expect(new S3Client(torn).send(new ListBucketsCommand({}))).rejects.toMatchObject({
    name: 'InvalidToken',
    message: 'The provided token is malformed or otherwise invalid.',
    $metadata: { httpStatusCode: 400 },
  });
  await expect(new STSClient(torn).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
  });
});
