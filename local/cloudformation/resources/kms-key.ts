import type { ResourceHandler } from '../handler.ts';
import { flag, policyText } from './values.ts';

/** AWS::KMS::Key: symmetric keys. */
export const kmsKey: ResourceHandler = {
  type: 'AWS::KMS::Key',
  properties: ['KeyPolicy', 'Description', 'EnableKeyRotation', 'Enabled', 'PendingWindowInDays'],
  withoutEffect: { Tags: 'no policy here reads them' },
  async create(properties, { call }) {
    const { KeyMetadata } = await call<{ KeyMetadata: { KeyId: string; Arn: string } }>(
      'kms',
      'CreateKey',
      {
        Policy: policyText(properties.KeyPolicy),
        Description: properties.Description,
        EnableKeyRotation: flag(properties, 'EnableKeyRotation'),
      },
    );
    return {
      ref: KeyMetadata.KeyId,
      attributes: { Arn: KeyMetadata.Arn, KeyId: KeyMetadata.KeyId },
    };
  },
  async update(made, properties, _before, { cloud }) {
    cloud.db.run(
      'UPDATE kms_keys SET policy = ? WHERE id = ?',
      policyText(properties.KeyPolicy),
      made.ref,
    );
    return made;
  },
  async remove(made, _properties, { call }) {
    await call('kms', 'ScheduleKeyDeletion', { KeyId: made.ref });
  },
};
