import { NotEmulated } from '../../../errors.ts';
import { HTTP_STATUS, action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { bucketNamed, findBucket } from '../buckets.ts';
import { malformedXml, s3Error } from '../errors.ts';
import { objectEvent } from '../events.ts';
import { ARCHIVES } from '../headers.ts';
import { midnightAfter } from '../lifecycle/rules.ts';
import { attributesOf, updateAttributes, versionOf } from '../object-row.ts';
import { objectNamed, onObject } from '../objects.ts';
import type { ObjectName } from '../objects.ts';

/** Input of RestoreObject. */
export interface RestoreObjectInput extends ObjectName {
  readonly RestoreRequest?: {
    readonly Days?: number;
    readonly Type?: string;
    readonly Tier?: string;
    readonly GlacierJobParameters?: { readonly Tier?: string };
  };
}

/** What a restore timer knows. */
export interface RestoreTimer {
  readonly bucket: string;
  readonly key: string;
  readonly version: string;
  readonly days: number;
}

/** Hours until a copy is there, by class and tier. Source: S3 user guide, archive retrieval options. */
const HOURS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  GLACIER: { Expedited: 5 / 60, Standard: 5, Bulk: 12 },
  DEEP_ARCHIVE: { Standard: 12, Bulk: 48 },
};

/** RestoreObject: a copy of an archived object that can be read for some days. */
export const restoreObject = action(
  'RestoreObject',
  onObject('RestoreObject'),
  (input: RestoreObjectInput, context) => {
    const { cloud } = context;
    const bucket = bucketNamed(input.Bucket, cloud);
    const row = objectNamed(input, context);
    const { storageClass = 'STANDARD', restore } = attributesOf(row);
    const request = input.RestoreRequest ?? {};
    if (request.Type === 'SELECT') throw new NotEmulated('S3 Select', 'read the object instead');
    if (!ARCHIVES.includes(storageClass)) {
      throw s3Error(
        'InvalidObjectState',
        "Restore is not allowed for the object's current storage class",
        403,
        { StorageClass: storageClass },
      );
    }
    if (request.Days === undefined || request.Days < 1) throw malformedXml();
    if (restore?.ongoing)
      throw s3Error('RestoreAlreadyInProgress', 'Object restore is already in progress', 409);
    const timer: RestoreTimer = {
      bucket: row.bucket,
      key: row.key,
      version: row.version,
      days: request.Days,
    };
    if (restore) {
      endOfCopy(timer, cloud);
      return { [HTTP_STATUS]: 200 };
    }
    const tier = request.GlacierJobParameters?.Tier ?? request.Tier ?? 'Standard';
    const hours = HOURS[storageClass]?.[tier];
    if (hours === undefined) throw malformedXml();
    updateAttributes(row, { restore: { ongoing: true } }, cloud);
    cloud.timers.set('s3.restored', nameOf(timer), cloud.world.now() + hours * 3_600_000, timer);
    objectEvent('ObjectRestore:Post', 'RestoreObject', row, bucket, context, { storageClass });
    return { [HTTP_STATUS]: 202 };
  },
);

/** The copy is there. */
export function restored({
  payload,
  cloud,
}: {
  readonly payload: RestoreTimer;
  readonly cloud: Cloud;
}) {
  const expiry = endOfCopy(payload, cloud);
  tell('ObjectRestore:Completed', payload, expiry, cloud);
}

/** The copy has expired: the object is archived only. */
export function restoreEnded({
  payload,
  cloud,
}: {
  readonly payload: RestoreTimer;
  readonly cloud: Cloud;
}) {
  const row = versionOf(payload.bucket, payload.key, payload.version, cloud);
  if (!row) return;
  updateAttributes(row, { restore: undefined }, cloud);
  tell('ObjectRestore:Delete', payload, undefined, cloud);
}

function endOfCopy(timer: RestoreTimer, cloud: Cloud): number | undefined {
  const row = versionOf(timer.bucket, timer.key, timer.version, cloud);
  if (!row) return undefined;
  const expiry = midnightAfter(cloud.world.now(), timer.days);
  const told = new Date(expiry).toUTCString();
  updateAttributes(row, { restore: { ongoing: false, expiry: told } }, cloud);
  cloud.timers.set('s3.restore-ended', nameOf(timer), expiry, timer);
  return expiry;
}

function tell(
  event: 'ObjectRestore:Completed' | 'ObjectRestore:Delete',
  { bucket: name, key, version }: RestoreTimer,
  expiry: number | undefined,
  cloud: Cloud,
): void {
  const row = versionOf(name, key, version, cloud);
  const bucket = findBucket(name, cloud);
  if (!row || !bucket) return;
  const principal = {
    kind: 'service',
    arn: 's3.amazonaws.com',
    accountId: cloud.accountId,
  } as const;
  const context = { cloud, principal, requestId: cloud.world.uuid() };
  objectEvent(event, 'RestoreObject', row, bucket, context, {
    restoredUntil: expiry === undefined ? undefined : new Date(expiry).toISOString(),
    storageClass: attributesOf(row).storageClass,
  });
}

function nameOf({ bucket, key, version }: RestoreTimer): string {
  return JSON.stringify([bucket, key, version]);
}
