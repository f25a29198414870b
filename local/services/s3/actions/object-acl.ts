import { action } from '../../../kernel/index.ts';
import { demandAcl, ownersAcl } from '../acl.ts';
import type { AclInput } from '../acl.ts';
import { bucketNamed } from '../buckets.ts';
import { objectEvent } from '../events.ts';
import { newest, versionOf } from '../object-row.ts';
import { methodNotAllowed, objectNamed, onObject } from '../objects.ts';
import type { ObjectName } from '../objects.ts';

/** GetObjectAcl: the owner has everything. */
export const getObjectAcl = action(
  'GetObjectAcl',
  onObject('GetObjectAcl', 'GetObjectVersionAcl'),
  (input: ObjectName, context) => {
    objectNamed(input, context);
    return ownersAcl(context.cloud);
  },
);

/** PutObjectAcl: takes what leaves everything with the owner. */
export const putObjectAcl = action(
  'PutObjectAcl',
  onObject('PutObjectAcl', 'PutObjectVersionAcl'),
  (input: ObjectName & AclInput, context) => {
    const { cloud, http } = context;
    const bucket = bucketNamed(input.Bucket, cloud);
    const current =
      input.VersionId === undefined
        ? newest(input.Bucket, input.Key, cloud)
        : versionOf(input.Bucket, input.Key, input.VersionId, cloud);
    if (current?.marker) throw methodNotAllowed('PUT', http?.response);
    const row = objectNamed(input, context);
    demandAcl(input);
    objectEvent('ObjectAcl:Put', 'PutObjectAcl', row, bucket, context);
    return {};
  },
);
