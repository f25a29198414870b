/** What Step Functions asks of names and of encryption before it makes anything. */
import {
  CreateActivityCommand,
  CreateStateMachineCommand,
  DescribeActivityCommand,
  DescribeStateMachineCommand,
  ListTagsForResourceCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { EncryptionConfiguration } from '@aws-sdk/client-sfn';
import { CreateKeyCommand, DisableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

const LONG = 't'.repeat(81);
const TOO_LONG = {
  name: 'ValidationException',
  message: `1 validation error detected: Value '${LONG}' at 'name' failed to satisfy constraint: Member must have length less than or equal to 80`,
};

let cloud: TestCloud;
let sfn: SFNClient;

beforeAll(async () => {
  cloud = await emptyCloud({ rolesOnTrust: true });
  sfn = new SFNClient(cloud.settings);
});
afterAll(() => cloud.stop());

const anActivity = (name: string, encryptionConfiguration?: EncryptionConfiguration) =>
  sfn.send(new CreateActivityCommand({ name, encryptionConfiguration }));

const aMachine = (name: string, encryptionConfiguration?: EncryptionConfiguration) =>
  sfn.send(
    new CreateStateMachineCommand({
      ...{ name, encryptionConfiguration, roleArn: 'arn:aws:iam::000000000000:role/any' },
      definition: '{ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }',
    }),
  );

test('names that are too long are refused as the model of the API has it, others by their characters', async () => {
  const { stateMachineArn } = await aMachine('named');
  await expect(aMachine(LONG)).rejects.toMatchObject(TOO_LONG);
  await expect(anActivity(LONG)).rejects.toMatchObject(TOO_LONG);
  await expect(
    sfn.send(new StartExecutionCommand({ stateMachineArn, name: LONG })),
  ).rejects.toMatchObject(TOO_LONG);
  await expect(anActivity('a b')).rejects.toMatchObject({ name: 'InvalidName' });
});

test.each([
  { type: 'CUSTOMER_MANAGED_KMS_KEY' },
  { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: 'k', kmsDataKeyReusePeriodSeconds: 59 },
] as const)('encryption that cannot be had is refused: %o', async (encryption) => {
  for (const make of [anActivity, aMachine]) {
    await expect(make('refused', encryption)).rejects.toMatchObject({
      name: 'InvalidEncryptionConfiguration',
    });
  }
});

test('a key that is disabled encrypts nothing, one that is enabled is told', async () => {
  const kms = new KMSClient(cloud.settings);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const { KeyId } = KeyMetadata!;
  const encryption = { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: KeyId } as const;
  const { stateMachineArn } = await aMachine('encrypted', encryption);
  expect(await sfn.send(new DescribeStateMachineCommand({ stateMachineArn }))).toMatchObject({
    encryptionConfiguration: encryption,
  });
  await kms.send(new DisableKeyCommand({ KeyId }));
  await expect(anActivity('disabled', encryption)).rejects.toMatchObject({
    name: 'InvalidEncryptionConfiguration',
  });
});

test('an activity is made once: with its tags, and with the encryption that it keeps', async () => {
  const encryption = { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: 'k' } as const;
  const made = (value: string, encryptionConfiguration: EncryptionConfiguration) =>
    sfn.send(
      new CreateActivityCommand({
        ...{ name: 'once', tags: [{ key: 'k', value }], encryptionConfiguration },
      }),
    );
  const { activityArn } = await made('first', encryption);
  expect(await made('second', encryption)).toMatchObject({ activityArn });
  expect(await sfn.send(new DescribeActivityCommand({ activityArn }))).toMatchObject({
    encryptionConfiguration: encryption,
  });
  const { tags } = await sfn.send(new ListTagsForResourceCommand({ resourceArn: activityArn }));
  expect(tags).toEqual([{ key: 'k', value: 'first' }]);
  await expect(made('first', { type: 'AWS_OWNED_KEY' })).rejects.toMatchObject({
    name: 'ActivityAlreadyExists',
  });
});
