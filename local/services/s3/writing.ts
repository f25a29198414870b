import type { ActionContext } from '../../kernel/index.ts';
import type { AclInput } from './acl/input.ts';
import { listForObject } from './acl/rules.ts';
import type { BucketRow } from './buckets.ts';
import { encryptionOf } from './encryption.ts';
import type { EncryptionInput } from './encryption.ts';
import { storageClass, storedHeaders, userMetadata } from './headers.ts';
import type { HeaderInput } from './headers.ts';
import { protectionOf } from './lock.ts';
import type { LockInput } from './lock.ts';
import type { ObjectAttributes } from './object-row.ts';
import { objectPermission } from './objects.ts';
import { parseTagging } from './tags.ts';

/** What all writes of an object take. */
export interface WriteInput extends HeaderInput, EncryptionInput, LockInput, AclInput {
  readonly Bucket: string;
  readonly Key: string;
  readonly Tagging?: string;
}

/** What will be kept with an object that is written so. */
export function attributesFor(
  input: WriteInput,
  bucket: BucketRow,
  context: ActionContext,
): ObjectAttributes {
  return {
    acl: listForObject(input, bucket, context.cloud),
    headers: storedHeaders(input),
    metadata: userMetadata(input),
    tags: parseTagging(input.Tagging),
    storageClass: storageClass(input.StorageClass),
    encryption: encryptionOf(input, bucket, context),
    ...protectionOf(input, bucket, context.cloud.world.now()),
  };
}

/** The permissions of a write: tags, locks and grants have permissions of their own. */
export function onWrite(input: WriteInput, { cloud }: Pick<ActionContext, 'cloud'>) {
  const wanted = [
    'PutObject',
    input.Tagging === undefined ? undefined : 'PutObjectTagging',
    input.ObjectLockMode === undefined ? undefined : 'PutObjectRetention',
    input.ObjectLockLegalHoldStatus === undefined ? undefined : 'PutObjectLegalHold',
    input.ACL === undefined ? undefined : 'PutObjectAcl',
  ];
  return wanted
    .filter((action) => action !== undefined)
    .map((action) => objectPermission(action, input.Bucket, input.Key, cloud));
}
