import type { ActionContext } from '../../kernel/index.ts';

/** The object an event is about. */
export interface ObjectEvent {
  readonly bucket: string;
  readonly key: string;
  readonly size?: number;
  readonly etag?: string;
  readonly version?: string;
  readonly seq: number;
  readonly reason: string;
}

/**
 * Announces an S3 event as EventBridge gets it. The key is not URL-encoded. Source: S3 user guide,
 * ev-events.
 */
export function announceObjectEvent(
  detailType: string,
  object: ObjectEvent,
  { cloud, principal, requestId }: ActionContext,
): void {
  const deletion =
    detailType === 'Object Deleted'
      ? { 'deletion-type': object.version ? 'Delete Marker Created' : 'Permanently Deleted' }
      : {};
  cloud.outbox.announce('aws-event', {
    version: '0',
    id: cloud.world.uuid(),
    'detail-type': detailType,
    source: 'aws.s3',
    account: cloud.accountId,
    time: new Date(cloud.world.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: cloud.region,
    resources: [`arn:aws:s3:::${object.bucket}`],
    detail: {
      version: '0',
      bucket: { name: object.bucket },
      object: {
        key: object.key,
        size: object.size,
        etag: object.etag,
        'version-id': object.version,
        sequencer: object.seq.toString(16).toUpperCase().padStart(16, '0'),
      },
      'request-id': requestId,
      requester: principal.accountId,
      'source-ip-address': '127.0.0.1',
      reason: object.reason,
      ...deletion,
    },
  });
}
