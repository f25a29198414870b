import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  KMSClient,
  ListAliasesCommand,
  PutKeyPolicyCommand,
  ReEncryptCommand,
  RevokeGrantCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asRole, emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

let cloud: TestCloud;
let kms: KMSClient;
beforeAll(async () => {
  cloud = await emptyCloud();
  kms = new KMSClient(cloud.settings);
});
afterAll(() => cloud.stop());

async function aKey(): Promise<string> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  return KeyMetadata!.Arn!;
}

async function aRole(RoleName: string): Promise<string> {
  const iam = new IAMClient(cloud.settings);
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
  };
  const allow = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }],
  };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: 'kms',
      PolicyDocument: JSON.stringify(allow),
    }),
  );
  return Role!.Arn!;
}

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes!).toString('utf8');

test('what was encrypted is decrypted with the same context only, whichever key it names', async () => {
  const [KeyId, other] = [await aKey(), await aKey()];
  const EncryptionContext = { purpose: 'test' };
  const { CiphertextBlob } = await kms.send(
    new EncryptCommand({ KeyId, Plaintext: Buffer.from('secret'), EncryptionContext }),
  );
  const plain = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
  expect([text(plain.Plaintext), plain.KeyId]).toEqual(['secret', KeyId]);
  await expect(kms.send(new DecryptCommand({ CiphertextBlob }))).rejects.toMatchObject({
    name: 'InvalidCiphertextException',
  });
  await expect(
    kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext, KeyId: other })),
  ).rejects.toThrow(
    'The key ID in the request does not identify a CMK that can perform this operation.',
  );
  const moved = await kms.send(
    new ReEncryptCommand({
      CiphertextBlob,
      SourceEncryptionContext: EncryptionContext,
      DestinationKeyId: other,
    }),
  );
  const again = await kms.send(new DecryptCommand({ CiphertextBlob: moved.CiphertextBlob }));
  expect([text(again.Plaintext), again.KeyId]).toEqual(['secret', other]);
});

test('a data key comes plain and under its key', async () => {
  const KeyId = await aKey();
  const made = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
  const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob: made.CiphertextBlob }));
  expect(Plaintext).toEqual(made.Plaintext);
  expect(made.Plaintext).toHaveLength(32);
});

test('a key whose deletion is scheduled is unusable, can be saved, and goes in the end', async () => {
  const KeyId = await aKey();
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/doomed', TargetKeyId: KeyId }));
  const schedule = () =>
    kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  await schedule();
  await expect(
    kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('x') })),
  ).rejects.toMatchObject({
    name: 'KMSInvalidStateException',
    message: `${KeyId} is pending deletion.`,
  });
  await kms.send(new CancelKeyDeletionCommand({ KeyId }));
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/doomed' }));
  expect(KeyMetadata?.KeyState).toBe('Disabled');
  await schedule();
  await cloud.running.dispatcher.advanceTo(cloud.running.cloud.world.now() + 8 * 86_400_000);
  await expect(kms.send(new DescribeKeyCommand({ KeyId }))).rejects.toThrow(
    `Key '${KeyId}' does not exist`,
  );
  const { Aliases = [] } = await kms.send(new ListAliasesCommand({}));
  expect(Aliases.map(({ AliasName }) => AliasName)).not.toContain('alias/doomed');
});

test('the policy of a key decides whether identity policies count; a grant lets in all the same', async () => {
  const KeyId = await aKey();
  const role = await aRole('reader');
  const asReader = new KMSClient(asRole(cloud, role));
  const encrypt = (EncryptionContext?: Record<string, string>) =>
    asReader.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('x'), EncryptionContext }));
  await encrypt();
  const nobody = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  };
  await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: JSON.stringify(nobody) }));
  await expect(encrypt()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  const { GrantId } = await kms.send(
    new CreateGrantCommand({
      KeyId,
      GranteePrincipal: role,
      Operations: ['Encrypt'],
      Constraints: { EncryptionContextSubset: { team: 'a' } },
    }),
  );
  await expect(encrypt()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await encrypt({ team: 'a' });
  await kms.send(new RevokeGrantCommand({ KeyId, GrantId }));
  await expect(encrypt({ team: 'a' })).rejects.toMatchObject({ name: 'AccessDeniedException' });
});
