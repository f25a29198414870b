import type { HandlerContext, Properties, ResourceHandler } from '../handler.ts';
import { flag, number, policyText, tagObject } from './values.ts';

/** AWS::KMS::Key: symmetric keys. */
export const kmsKey: ResourceHandler = {
  type: 'AWS::KMS::Key',
  properties: [
    'KeyPolicy',
    'Description',
    'EnableKeyRotation',
    'Enabled',
    'PendingWindowInDays',
    'Tags',
  ],
  async create(properties, { call }) {
    const { KeyMetadata } = await call<{ KeyMetadata: { KeyId: string; Arn: string } }>(
      'kms',
      'CreateKey',
      {
        Policy: policyText(properties.KeyPolicy),
        Description: properties.Description,
        Tags: Object.entries(tagObject(properties)).map(([TagKey, TagValue]) => ({
          TagKey,
          TagValue,
        })),
      },
    );
    await settle(KeyMetadata.KeyId, properties, call);
    return {
      ref: KeyMetadata.KeyId,
      attributes: { Arn: KeyMetadata.Arn, KeyId: KeyMetadata.KeyId },
    };
  },
  async update(made, properties, _before, { call }) {
    const KeyId = made.ref;
    await call('kms', 'PutKeyPolicy', { KeyId, Policy: policyText(properties.KeyPolicy) });
    const Description = String(properties.Description ?? '');
    await call('kms', 'UpdateKeyDescription', { KeyId, Description });
    await settle(KeyId, properties, call);
    return made;
  },
  async remove(made, properties, { call }) {
    await call('kms', 'ScheduleKeyDeletion', {
      KeyId: made.ref,
      PendingWindowInDays: number(properties, 'PendingWindowInDays'),
    });
  },
};

/** Rotation and state; a disabled key cannot change its rotation. */
async function settle(
  KeyId: string,
  properties: Properties,
  call: HandlerContext['call'],
): Promise<void> {
  await call('kms', 'EnableKey', { KeyId });
  const rotates = flag(properties, 'EnableKeyRotation') === true;
  await call('kms', rotates ? 'EnableKeyRotation' : 'DisableKeyRotation', { KeyId });
  if (flag(properties, 'Enabled') === false) await call('kms', 'DisableKey', { KeyId });
}
