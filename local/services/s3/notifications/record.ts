import { owner } from '../buckets.ts';
import type { EventContext, ObjectEvent } from '../events.ts';
import { sequencer } from './event-bridge.ts';

/** A record as queues, topics and functions get it. Source: S3 user guide, event message structure. */
export function notificationRecord(
  event: ObjectEvent,
  configurationId: string,
  { cloud, principal, requestId }: EventContext,
): object {
  const { name, object, restoredUntil, storageClass } = event;
  return {
    eventVersion: /Tagging|Acl|Lifecycle/.test(name) ? '2.3' : '2.1',
    eventSource: 'aws:s3',
    awsRegion: cloud.region,
    eventTime: new Date(cloud.world.now()).toISOString(),
    eventName: name,
    userIdentity: { principalId: identity(principal) },
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    responseElements: { 'x-amz-request-id': requestId, 'x-amz-id-2': requestId },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId,
      bucket: {
        name: object.bucket,
        ownerIdentity: { principalId: owner(cloud).ID.slice(0, 14).toUpperCase() },
        arn: `arn:aws:s3:::${object.bucket}`,
      },
      object: objectOf(event),
    },
    ...(name === 'ObjectRestore:Completed'
      ? {
          glacierEventData: {
            restoreEventData: {
              lifecycleRestorationExpiryTime: restoredUntil,
              lifecycleRestoreStorageClass: storageClass,
            },
          },
        }
      : {}),
  };
}

function objectOf({ name, object, sequence }: ObjectEvent): object {
  const sized = /^Object(Created|Restore)/.test(name);
  return {
    key: encodeKey(object.key),
    ...(sized ? { size: object.size } : {}),
    ...(/Removed|Expiration/.test(name) ? {} : { eTag: object.etag }),
    ...(object.version === 'null' ? {} : { versionId: object.version }),
    ...(/Tagging|Acl/.test(name) ? {} : { sequencer: sequencer(sequence) }),
  };
}

/** Keys in records are encoded as in forms, but for slashes. */
function encodeKey(key: string): string {
  return encodeURIComponent(key)
    .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+')
    .replace(/%2F/g, '/');
}

function identity(principal: EventContext['principal']): string {
  if (principal.kind === 'service') return principal.arn;
  if (principal.kind === 'user') return `AWS:${principal.userId}`;
  return `AWS:${principal.kind === 'role' ? `${principal.roleName}:${principal.sessionName}` : principal.accountId}`;
}
