import { NotEmulated } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { ActionContext, Cloud } from '../../../kernel/index.ts';
import { invalidState, validation } from '../errors.ts';
import { defaultPolicy, demandNotPending, keyNamed, makeKey, onKey } from '../keys.ts';
import type { KeyInput, KeyRow } from '../keys.ts';
import { pageOf } from '../paging.ts';
import type { PageInput } from '../paging.ts';
import { readPolicy } from '../policies.ts';
import { readTags } from '../tags.ts';
import type { TagList } from '../tags.ts';

/** Input of CreateKey. */
export interface CreateKeyInput {
  readonly Policy?: string;
  readonly Description?: string;
  readonly KeyUsage?: string;
  readonly KeySpec?: string;
  readonly CustomerMasterKeySpec?: string;
  readonly Origin?: string;
  readonly CustomKeyStoreId?: string;
  readonly MultiRegion?: boolean;
  readonly Tags?: TagList;
}

const DAY = 86_400_000;

/** CreateKey: a symmetric key. Without a policy the account's identity policies decide. */
export const createKey = action(
  'CreateKey',
  () => [{ action: 'kms:CreateKey', resource: '*' }],
  (input: CreateKeyInput, { cloud }) => {
    refuseOtherKinds(input);
    const row = makeKey(
      {
        policy: input.Policy === undefined ? defaultPolicy(cloud) : readPolicy(input.Policy),
        description: input.Description ?? null,
        manager: 'CUSTOMER',
        rotates: 0,
        tags: JSON.stringify(readTags(input.Tags ?? [])),
      },
      cloud,
    );
    return { KeyMetadata: keyMetadata(row, cloud) };
  },
);

/** DescribeKey. */
export const describeKey = action(
  'DescribeKey',
  onKey('DescribeKey'),
  ({ KeyId }: KeyInput, context) => ({
    KeyMetadata: keyMetadata(keyNamed(KeyId, context), context.cloud),
  }),
);

/** ListKeys. */
export const listKeys = action(
  'ListKeys',
  () => [{ action: 'kms:ListKeys', resource: '*' }],
  (input: PageInput, { cloud }) => {
    const rows = cloud.db.all<KeyRow>('SELECT * FROM kms_keys ORDER BY id');
    const { page, told } = pageOf(rows, input);
    return { Keys: page.map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })), ...told };
  },
);

/** EnableKey. */
export const enableKey = action('EnableKey', onKey('EnableKey'), (input: KeyInput, context) =>
  setState(input, 'Enabled', context),
);

/** DisableKey: nothing can be encrypted or decrypted with it. */
export const disableKey = action('DisableKey', onKey('DisableKey'), (input: KeyInput, context) =>
  setState(input, 'Disabled', context),
);

/** UpdateKeyDescription. */
export const updateKeyDescription = action(
  'UpdateKeyDescription',
  onKey('UpdateKeyDescription'),
  (input: KeyInput & { readonly Description: string }, context) => {
    const key = keyNamed(input.KeyId, context);
    demandNotPending(key);
    context.cloud.db.run(
      'UPDATE kms_keys SET description = ? WHERE id = ?',
      input.Description,
      key.id,
    );
    return {};
  },
);

/** ScheduleKeyDeletion: the key is unusable from now on, and gone when the window ends. */
export const scheduleKeyDeletion = action(
  'ScheduleKeyDeletion',
  onKey('ScheduleKeyDeletion'),
  (input: KeyInput & { readonly PendingWindowInDays?: number }, context) => {
    const { cloud } = context;
    const key = keyNamed(input.KeyId, context);
    const days = input.PendingWindowInDays ?? 30;
    if (days < 7 || days > 30) {
      throw validation(
        `1 validation error detected: Value '${days}' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value ${days < 7 ? 'greater than or equal to 7' : 'less than or equal to 30'}`,
      );
    }
    demandNotPending(key);
    const deletion = cloud.world.now() + days * DAY;
    cloud.db.run(
      "UPDATE kms_keys SET state = 'PendingDeletion', deletion = ? WHERE id = ?",
      deletion,
      key.id,
    );
    cloud.timers.set('kms.delete', key.id, deletion);
    return {
      KeyId: key.arn,
      KeyState: 'PendingDeletion',
      PendingWindowInDays: days,
      DeletionDate: new Date(deletion),
    };
  },
);

/** CancelKeyDeletion: the key is disabled until it is enabled. */
export const cancelKeyDeletion = action(
  'CancelKeyDeletion',
  onKey('CancelKeyDeletion'),
  ({ KeyId }: KeyInput, context) => {
    const key = keyNamed(KeyId, context);
    if (key.state !== 'PendingDeletion') throw invalidState(`${key.arn} is not pending deletion.`);
    context.cloud.timers.cancel('kms.delete', key.id);
    context.cloud.db.run(
      "UPDATE kms_keys SET state = 'Disabled', deletion = NULL WHERE id = ?",
      key.id,
    );
    return { KeyId: key.arn };
  },
);

/** The window has ended: the key goes, with its aliases and grants. */
export function deleteKey({ key, cloud }: { readonly key: string; readonly cloud: Cloud }): void {
  cloud.db.run('DELETE FROM kms_keys WHERE id = ?', key);
  cloud.db.run('DELETE FROM kms_aliases WHERE key = ?', key);
  cloud.db.run('DELETE FROM kms_grants WHERE key = ?', key);
}

/** How KMS shows a key. */
export function keyMetadata(row: KeyRow, cloud: Cloud) {
  return {
    AWSAccountId: cloud.accountId,
    KeyId: row.id,
    Arn: row.arn,
    CreationDate: new Date(row.created),
    Enabled: row.state === 'Enabled',
    Description: row.description ?? '',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: row.state,
    DeletionDate: row.deletion === null ? undefined : new Date(row.deletion),
    Origin: 'AWS_KMS',
    KeyManager: row.manager,
    KeySpec: 'SYMMETRIC_DEFAULT',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
  };
}

function setState({ KeyId }: KeyInput, state: KeyRow['state'], context: ActionContext) {
  const key = keyNamed(KeyId, context);
  demandNotPending(key);
  context.cloud.db.run('UPDATE kms_keys SET state = ? WHERE id = ?', state, key.id);
  return {};
}

function refuseOtherKinds(input: CreateKeyInput): void {
  const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
  const usage = input.KeyUsage ?? 'ENCRYPT_DECRYPT';
  if (spec !== 'SYMMETRIC_DEFAULT' || usage !== 'ENCRYPT_DECRYPT')
    throw new NotEmulated(`keys of the kind ${spec} for ${usage}`, 'make a symmetric key');
  if ((input.Origin ?? 'AWS_KMS') !== 'AWS_KMS' || input.CustomKeyStoreId !== undefined)
    throw new NotEmulated('imported key material and key stores', 'let KMS make the key');
  if (input.MultiRegion) throw new NotEmulated('keys of several regions', 'there is one region');
}
