import { action } from '../../../kernel/index.ts';
import { demandGrants } from '../acl/input.ts';
import type { AclInput } from '../acl/input.ts';
import { checkListAllowed, describeList } from '../acl/rules.ts';
import { bucketNamed } from '../buckets.ts';
import { objectEvent } from '../events.ts';
import { attributesOf, newest, updateAttributes, versionOf } from '../object-row.ts';
import { methodNotAllowed, objectNamed, onObject } from '../objects.ts';
import type { ObjectName } from '../objects.ts';

/** GetObjectAcl: the owner has everything, unless the bucket takes lists and the object has one. */
export const getObjectAcl = action(
  'GetObjectAcl',
  onObject('GetObjectAcl', 'GetObjectVersionAcl'),
  (input: ObjectName, context) => {
    const row = objectNamed(input, context);
    const bucket = bucketNamed(input.Bucket, context.cloud);
    return describeList(attributesOf(row).acl, bucket, context.cloud);
  },
);

/** PutObjectAcl. */
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
    const acl = demandGrants(input, cloud);
    if (input.ACL !== 'bucket-owner-full-control') checkListAllowed(acl, bucket);
    updateAttributes(row, { acl }, cloud);
    objectEvent('ObjectAcl:Put', 'PutObjectAcl', row, bucket, context);
    return {};
  },
);
