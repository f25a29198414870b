import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeletePolicyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  DetachUserPolicyCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  ListUserPoliciesCommand,
  ListUsersCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListBucketsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

let cloud: TestCloud;
let iam: IAMClient;
let s3: S3Client;
beforeAll(async () => {
  cloud = await emptyCloud();
  iam = new IAMClient(cloud.settings);
  s3 = new S3Client(cloud.settings);
});
afterAll(() => cloud.stop());

const allow = (Action: string | string[], Resource = '*') =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });

/** A user, and settings of clients that sign with its key. */
async function aUser(UserName: string) {
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = AccessKey!;
  const credentials = { accessKeyId: accessKeyId!, secretAccessKey: secretAccessKey! };
  return { user: User!, settings: { ...cloud.settings, credentials } };
}

test('a user signs with a key of its own, and may do what its policies say', async () => {
  const { user, settings } = await aUser('ada');
  const own = new S3Client(settings);
  await expect(own.send(new ListBucketsCommand({}))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining(`User: ${user.Arn} is not authorized`) as unknown,
  });
  const PolicyDocument = allow(['s3:CreateBucket', 's3:ListAllMyBuckets']);
  const name = { UserName: 'ada', PolicyName: 'buckets' };
  await iam.send(new PutUserPolicyCommand({ ...name, PolicyDocument }));
  await own.send(new CreateBucketCommand({ Bucket: 'of-ada' }));
  const { Buckets } = await own.send(new ListBucketsCommand({}));
  expect(Buckets!.map(({ Name }) => Name)).toContain('of-ada');
  const document = (await iam.send(new GetUserPolicyCommand(name))).PolicyDocument!;
  expect(decodeURIComponent(document)).toBe(PolicyDocument);
  expect((await iam.send(new ListUserPoliciesCommand(name))).PolicyNames).toEqual(['buckets']);
  await iam.send(new DeleteUserPolicyCommand(name));
  await expect(own.send(new ListBucketsCommand({}))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  const identity = await new STSClient(settings).send(new GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({ Arn: user.Arn, UserId: user.UserId });
});

test("a bucket's policy lets a user in by its ARN, or keeps it out by its name", async () => {
  const { user, settings } = await aUser('bob');
  await s3.send(new CreateBucketCommand({ Bucket: 'shared' }));
  for (const Key of ['open', 'bob'])
    await s3.send(new PutObjectCommand({ Bucket: 'shared', Key, Body: Key }));
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: user.Arn },
    Action: 's3:GetObject',
    Resource: ['arn:aws:s3:::shared/open', 'arn:aws:s3:::shared/${aws:username}'],
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await s3.send(new PutBucketPolicyCommand({ Bucket: 'shared', Policy }));
  const read = (Key: string) =>
    new S3Client(settings).send(new GetObjectCommand({ Bucket: 'shared', Key }));
  for (const Key of ['open', 'bob'])
    expect(await (await read(Key)).Body!.transformToString()).toBe(Key);
  await expect(read('else')).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('with a key that is inactive, deleted or never was, nobody signs', async () => {
  const { settings } = await aUser('eve');
  const { accessKeyId: AccessKeyId } = settings.credentials;
  const key = { UserName: 'eve', AccessKeyId };
  const identity = () => new STSClient(settings).send(new GetCallerIdentityCommand({}));
  await identity();
  const set = (Status: 'Active' | 'Inactive') =>
    iam.send(new UpdateAccessKeyCommand({ ...key, Status }));
  await set('Inactive');
  await expect(identity()).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: 'eve' }));
  expect(AccessKeyMetadata).toMatchObject([{ AccessKeyId, Status: 'Inactive', UserName: 'eve' }]);
  await set('Active');
  await identity();
  await iam.send(new DeleteAccessKeyCommand(key));
  await expect(identity()).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  await expect(set('Active')).rejects.toMatchObject({
    message: `The Access Key with id ${AccessKeyId} cannot be found.`,
  });
});

test('a user looks after its own keys without naming itself, two at most', async () => {
  const { settings } = await aUser('own');
  const PolicyDocument = allow('iam:*AccessKey*', 'arn:aws:iam::*:user/${aws:username}');
  await iam.send(new PutUserPolicyCommand({ UserName: 'own', PolicyName: 'keys', PolicyDocument }));
  const own = new IAMClient(settings);
  await own.send(new CreateAccessKeyCommand({}));
  expect((await own.send(new ListAccessKeysCommand({}))).AccessKeyMetadata).toHaveLength(2);
  await expect(own.send(new CreateAccessKeyCommand({}))).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for AccessKeysPerUser: 2',
  });
  await expect(own.send(new ListAccessKeysCommand({ UserName: 'another' }))).rejects.toMatchObject({
    message: expect.stringContaining('not authorized') as unknown,
  });
});

test('a user has attached policies and a boundary', async () => {
  const make = async (PolicyName: string, document: string) =>
    (await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: document }))).Policy!
      .Arn!;
  const all = await make('all-of-s3', allow('s3:*'));
  const PermissionsBoundary = await make('lists', allow('s3:ListAllMyBuckets'));
  const { User } = await iam.send(
    new CreateUserCommand({ UserName: 'bound', Path: '/team/', PermissionsBoundary }),
  );
  expect(User).toMatchObject({
    Arn: `arn:aws:iam::${cloud.running.cloud.accountId}:user/team/bound`,
    PermissionsBoundary: { PermissionsBoundaryArn: PermissionsBoundary },
  });
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'bound' }));
  const credentials = {
    accessKeyId: AccessKey!.AccessKeyId!,
    secretAccessKey: AccessKey!.SecretAccessKey!,
  };
  const own = new S3Client({ ...cloud.settings, credentials });
  const attachment = { UserName: 'bound', PolicyArn: all };
  await iam.send(new AttachUserPolicyCommand(attachment));
  await own.send(new ListBucketsCommand({}));
  await expect(
    own.send(new CreateBucketCommand({ Bucket: 'beyond-bounds' })),
  ).rejects.toMatchObject({ message: expect.stringContaining('permissions boundary') as unknown });
  const attached = await iam.send(new ListAttachedUserPoliciesCommand(attachment));
  expect(attached.AttachedPolicies).toEqual([{ PolicyArn: all, PolicyName: 'all-of-s3' }]);
  await expect(iam.send(new DeletePolicyCommand(attachment))).rejects.toMatchObject({
    message: 'Cannot delete a policy attached to entities.',
  });
  await iam.send(new DetachUserPolicyCommand(attachment));
  await iam.send(new DeletePolicyCommand(attachment));
});

test('a user goes when its keys and policies are gone', async () => {
  const { settings } = await aUser('leaver');
  const UserName = 'leaver';
  const leave = () => iam.send(new DeleteUserCommand({ UserName }));
  await expect(leave()).rejects.toMatchObject({
    name: 'DeleteConflictException',
    message: 'Cannot delete entity, must delete access keys first.',
  });
  const AccessKeyId = settings.credentials.accessKeyId;
  await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  await leave();
  await expect(iam.send(new GetUserCommand({ UserName }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'The user with name leaver cannot be found.',
  });
});

test('users are listed by path, page by page, and a name is taken once', async () => {
  const make = (UserName: string) => iam.send(new CreateUserCommand({ UserName, Path: '/crew/' }));
  for (const name of ['zoe', 'yan', 'xia']) await make(name);
  await expect(make('zoe')).rejects.toMatchObject({
    message: 'User with name zoe already exists.',
  });
  const page = async (Marker?: string) => {
    const query = { PathPrefix: '/crew/', MaxItems: 2, Marker };
    const { Users, Marker: next } = await iam.send(new ListUsersCommand(query));
    return [Users!.map(({ UserName }) => UserName), next];
  };
  expect(await page()).toEqual([['xia', 'yan'], 'yan']);
  expect(await page('yan')).toEqual([['zoe'], undefined]);
});
