import { processAction } from '../../../kernel/index.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { discard } from '../bodies.ts';
import type { BodySource } from '../bodies.ts';
import { bucketNamed } from '../buckets.ts';
import type { BucketRow } from '../buckets.ts';
import { declaredChecksum } from '../checksums/declared.ts';
import type { ChecksumInput } from '../checksums/declared.ts';
import { checkConditionForm, checkWriteConditions, isConditional } from '../conditions.ts';
import type { WriteConditions } from '../conditions.ts';
import { describeEncryption, etagOf } from '../encryption.ts';
import { headerNotImplemented, s3Error } from '../errors.ts';
import { expirationHeader } from '../lifecycle/expiration-header.ts';
import { enabledRules } from '../lifecycle/rules.ts';
import { demandDigest } from '../lock.ts';
import { newest, versionOf } from '../object-row.ts';
import type { ObjectAttributes } from '../object-row.ts';
import { describeChecksum } from '../objects.ts';
import { receiveBody } from '../receive.ts';
import type { ReceivedBody } from '../receive.ts';
import { addVersion } from '../versions.ts';
import type { NewVersion } from '../versions.ts';
import { attributesFor, onWrite } from '../writing.ts';
import type { WriteInput } from '../writing.ts';

/** Bytes of a key at most. */
const LONGEST_KEY = 1024;

/** Input of PutObject. */
export interface PutObjectInput extends WriteInput, ChecksumInput, WriteConditions {
  readonly Body?: BodySource;
  readonly WriteOffsetBytes?: number;
}

/** PutObject: the body streams into a file, then one transaction makes it visible. */
export const putObject = processAction(
  'PutObject',
  onWrite,
  async (input: PutObjectInput, context) => {
    checkKey(input.Key);
    // Only directory buckets take bytes at the end of an object.
    if (input.WriteOffsetBytes !== undefined)
      throw headerNotImplemented('x-amz-write-offset-bytes');
    checkConditionForm(input);
    const attributes = attributesFor(input, bucketNamed(input.Bucket, context.cloud), context);
    if (context.http) demandDigest(input, declaredChecksum(input, context.http));
    return storeObject(input, attributes, await receiveBody(input, context), 'PutObject', context);
  },
  { streams: true },
);

/** Makes a body that has come in an object, if the conditions hold. Answers as PutObject does. */
export function storeObject(
  input: PutObjectInput,
  attributes: ObjectAttributes,
  { body, algorithm, checksum }: ReceivedBody,
  reason: NewVersion['reason'],
  context: ActionContext,
) {
  const { cloud } = context;
  const kept = { algorithm, value: checksum, type: 'FULL_OBJECT' } as const;
  const whole: ObjectAttributes = { ...attributes, checksum: kept };
  try {
    return cloud.db.transaction(() => {
      const bucket = bucketNamed(input.Bucket, cloud);
      if (isConditional(input)) checkWriteConditions(input, newest(input.Bucket, input.Key, cloud));
      const etag = etagOf(body, attributes.encryption, cloud);
      const added = { key: input.Key, body, etag, attributes: whole, reason };
      const version = addVersion(bucket, added, context);
      return {
        ETag: `"${etag}"`,
        VersionId: version === 'null' ? undefined : version,
        Expiration: expirationOf(bucket, input.Key, version, context),
        ...describeChecksum(kept),
        ...describeEncryption(attributes.encryption),
      };
    });
  } catch (error) {
    discard(body, cloud);
    throw error;
  }
}

/** Throws for keys that are empty or too long. */
export function checkKey(key: string): void {
  if (Buffer.byteLength(key) > LONGEST_KEY)
    throw s3Error('KeyTooLongError', 'Your key is too long', 400, {
      Size: Buffer.byteLength(key),
      MaxSizeAllowed: LONGEST_KEY,
    });
}

function expirationOf(bucket: BucketRow, key: string, version: string, { cloud }: ActionContext) {
  const row =
    enabledRules(bucket).length > 0 ? versionOf(bucket.name, key, version, cloud) : undefined;
  return row && expirationHeader(row, bucket);
}
