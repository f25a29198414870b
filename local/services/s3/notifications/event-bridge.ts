import type { EventContext, ObjectEvent, S3EventName } from '../events.ts';

/** EventBridge's names of the events. */
const DETAIL_TYPES: Readonly<Record<S3EventName, string>> = {
  'ObjectCreated:Put': 'Object Created',
  'ObjectCreated:Post': 'Object Created',
  'ObjectCreated:Copy': 'Object Created',
  'ObjectCreated:CompleteMultipartUpload': 'Object Created',
  'ObjectRemoved:Delete': 'Object Deleted',
  'ObjectRemoved:DeleteMarkerCreated': 'Object Deleted',
  'ObjectRestore:Post': 'Object Restore Initiated',
  'ObjectRestore:Completed': 'Object Restore Completed',
  'ObjectRestore:Delete': 'Object Restore Expired',
  'ObjectTagging:Put': 'Object Tags Added',
  'ObjectTagging:Delete': 'Object Tags Deleted',
  'ObjectAcl:Put': 'Object ACL Updated',
  'LifecycleExpiration:Delete': 'Object Deleted',
  'LifecycleExpiration:DeleteMarkerCreated': 'Object Deleted',
  LifecycleTransition: 'Object Storage Class Changed',
};

/**
 * Announces an S3 event as EventBridge gets it. The key is not URL-encoded. Source: S3 user guide,
 * ev-events.
 */
export function announceToEventBridge(event: ObjectEvent, context: EventContext): void {
  const { cloud } = context;
  cloud.outbox.announce('aws-event', {
    version: '0',
    id: cloud.world.uuid(),
    'detail-type': DETAIL_TYPES[event.name],
    source: 'aws.s3',
    account: cloud.accountId,
    time: new Date(cloud.world.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: cloud.region,
    resources: [`arn:aws:s3:::${event.object.bucket}`],
    detail: detailOf(event, context),
  });
}

function detailOf(event: ObjectEvent, { principal, requestId }: EventContext): object {
  const { name, object, reason } = event;
  const byLifecycle = name.startsWith('Lifecycle');
  return {
    version: '0',
    bucket: { name: object.bucket },
    object: objectOf(event),
    'request-id': requestId,
    requester: principal.kind === 'service' ? principal.arn : principal.accountId,
    ...(byLifecycle || name === 'ObjectRestore:Completed'
      ? {}
      : { 'source-ip-address': '127.0.0.1' }),
    ...(/^(ObjectCreated|ObjectRemoved|LifecycleExpiration)/.test(name) ? { reason } : {}),
    ...extras(event),
  };
}

function objectOf({ name, object, sequence }: ObjectEvent): object {
  const kept = !/Removed|Expiration/.test(name);
  const ordered = /Created|Removed|Expiration/.test(name);
  return {
    key: object.key,
    ...(kept && !/Tagging|Acl/.test(name) ? { size: object.size } : {}),
    ...(kept ? { etag: object.etag } : {}),
    ...(object.version === 'null' ? {} : { 'version-id': object.version }),
    ...(ordered ? { sequencer: sequencer(sequence) } : {}),
  };
}

function extras({ name, restoredUntil, storageClass = 'STANDARD' }: ObjectEvent): object {
  if (name.endsWith(':DeleteMarkerCreated')) return { 'deletion-type': 'Delete Marker Created' };
  if (/Removed|Expiration/.test(name)) return { 'deletion-type': 'Permanently Deleted' };
  if (name === 'ObjectRestore:Completed')
    return { 'restore-expiry-time': restoredUntil, 'source-storage-class': storageClass };
  if (name === 'ObjectRestore:Post') return { 'source-storage-class': storageClass };
  if (name === 'LifecycleTransition') return { 'destination-storage-class': storageClass };
  return {};
}

/** Sequence numbers as S3 writes them: hex, so that texts of equal length compare. */
export function sequencer(sequence: number): string {
  return sequence.toString(16).toUpperCase().padStart(18, '0');
}
