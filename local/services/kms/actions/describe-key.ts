import { action } from '../../../kernel/index.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { isManaged, keyNamed, onKey } from '../keys.ts';
import type { KeyRow } from '../keys.ts';

/** DescribeKey. */
export const describeKey = action(
  'DescribeKey',
  onKey('DescribeKey'),
  ({ KeyId }: { readonly KeyId: string }, context) => ({
    KeyMetadata: keyMetadata(keyNamed(KeyId, context), context),
  }),
);

/** How KMS shows a key. */
export function keyMetadata(row: KeyRow, { cloud }: ActionContext) {
  return {
    AWSAccountId: cloud.accountId,
    KeyId: row.id,
    Arn: row.arn,
    CreationDate: new Date(row.created),
    Enabled: row.state === 'Enabled',
    Description: row.description ?? '',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: row.state,
    Origin: 'AWS_KMS',
    KeyManager: isManaged(row, cloud) ? 'AWS' : 'CUSTOMER',
    KeySpec: 'SYMMETRIC_DEFAULT',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
  };
}
